using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents.Demonstrator;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The agent asks to confirm the wrong thing, then the right one, and writes that.</summary>
internal sealed class CorrectedProposal : IFault
{
    public string Name => "corrected-proposal";

    public DemonstratorOptions Lapses { get; } = DemonstratorOptions.Perfect with { WrongDetail = 1 };

    public bool Suits(TaskSpec task) => Suitable.Writes(task) && task.Plan.Count == 1;

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment) =>
        Proposals.Differ(moment) ? [new PlantedTurn(moment.Lapsing, Flaw.Minor), new PlantedTurn(moment.Right, Flaw.None)] : null;
}
