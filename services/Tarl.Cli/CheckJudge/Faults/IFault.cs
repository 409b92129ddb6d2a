using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents.Demonstrator;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>One way in which an agent goes wrong, planted at a turn that is known.</summary>
internal interface IFault
{
    /// <summary>As in the report: <c>wrong-item</c>.</summary>
    string Name { get; }

    /// <summary>Whether the fault can be made in a task, so that it has one truth.</summary>
    bool Suits(TaskSpec task);

    /// <summary>What a second demonstrator does wrong, whose turns <see cref="Plant"/> can take.</summary>
    DemonstratorOptions Lapses => DemonstratorOptions.Perfect;

    /// <summary>Whether the second demonstrator plays from the start, so that the first is not asked.</summary>
    bool PlaysLapsing => false;

    /// <summary>The task as the second demonstrator knows it.</summary>
    TaskSpec Mislead(TaskSpec task) => task;

    /// <summary>The turns to be taken now instead of the right one, which may be among them; null to take that.</summary>
    IReadOnlyList<PlantedTurn>? Plant(Moment moment);
}
