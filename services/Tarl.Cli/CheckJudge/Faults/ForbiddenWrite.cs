using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents.Demonstrator;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>What the guidelines forbid is offered and, where the tool does not refuse it, done.</summary>
internal sealed class ForbiddenWrite : IFault
{
    public string Name => "forbidden-write";

    public DemonstratorOptions Lapses { get; } = DemonstratorOptions.Perfect with { FailToRefuse = 1, TransferShare = 0 };

    public bool PlaysLapsing => true;

    public bool Suits(TaskSpec task) => Suitable.Ends(task, GoalResolution.Refuse) && task.Plan[0].Write is not null;

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment)
    {
        if (Moment.AsksToConfirm(moment.Lapsing)) return [new PlantedTurn(moment.Lapsing, Flaw.Minor)];
        return moment.IsWrite(moment.Lapsing) ? [new PlantedTurn(moment.Lapsing, Flaw.Major)] : null;
    }
}
