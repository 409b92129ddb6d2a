using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents.Demonstrator;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>What is written is not what the user has confirmed: another item, payment method, reason, reservation, cabin, …</summary>
internal sealed class WrongItem : IFault
{
    public string Name => "wrong-item";

    public DemonstratorOptions Lapses { get; } = DemonstratorOptions.Perfect with { WrongDetail = 1 };

    public bool Suits(TaskSpec task) => Suitable.Writes(task);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment) =>
        !moment.HasPlanted && moment.IsWrite(moment.Right) && moment.IsWrite(moment.Lapsing) ? [new PlantedTurn(moment.Lapsing, Flaw.Major)] : null;
}
