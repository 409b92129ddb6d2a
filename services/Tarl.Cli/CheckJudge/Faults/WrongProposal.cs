using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents.Demonstrator;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The agent asks to confirm the wrong thing, which can still be put right, and then writes it, which cannot.</summary>
internal sealed class WrongProposal : IFault
{
    public string Name => "wrong-proposal";

    public DemonstratorOptions Lapses { get; } = DemonstratorOptions.Perfect with { WrongDetail = 1 };

    public bool Suits(TaskSpec task) => Suitable.Writes(task) && task.Plan.Count == 1;

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment)
    {
        if (Proposals.Differ(moment)) return [new PlantedTurn(moment.Lapsing, Flaw.Minor)];
        return moment.HasPlanted && moment.IsWrite(moment.Right) && moment.IsWrite(moment.Lapsing) ? [new PlantedTurn(moment.Lapsing, Flaw.Major)] : null;
    }
}
