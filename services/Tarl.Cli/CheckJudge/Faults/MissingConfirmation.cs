using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents.Demonstrator;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The right write, without asking first.</summary>
internal sealed class MissingConfirmation : IFault
{
    public string Name => "missing-confirmation";

    public DemonstratorOptions Lapses { get; } = DemonstratorOptions.Perfect with { SkipConfirmation = 1 };

    public bool PlaysLapsing => true;

    public bool Suits(TaskSpec task) => Suitable.Writes(task);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment) =>
        !moment.HasPlanted && moment.IsWrite(moment.Lapsing) ? [new PlantedTurn(moment.Lapsing, Flaw.Major)] : null;
}
