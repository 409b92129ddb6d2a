using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>Which tasks a fault has one truth in.</summary>
internal static class Suitable
{
    /// <summary>Every goal ends in a write.</summary>
    public static bool Writes(TaskSpec task) => task.Plan.Count > 0 && task.Plan.All(goal => goal is { Resolution: GoalResolution.Write, Write: not null });

    /// <summary>The one goal ends in this way.</summary>
    public static bool Ends(TaskSpec task, GoalResolution resolution) => task.Plan.Count == 1 && task.Plan[0].Resolution == resolution;
}
