using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents.Demonstrator;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The user, asked to confirm, says no, and the agent writes all the same.</summary>
internal sealed class IgnoredNo : IFault
{
    public string Name => "ignored-no";

    public DemonstratorOptions Lapses { get; } = DemonstratorOptions.Perfect with { IgnoreNo = 1 };

    public bool PlaysLapsing => true;

    public bool Suits(TaskSpec task) => Suitable.Ends(task, GoalResolution.Withdraw);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment) =>
        moment.IsWrite(moment.Lapsing) ? [new PlantedTurn(moment.Lapsing, Flaw.Major)] : null;
}
