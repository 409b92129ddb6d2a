using System.ComponentModel.DataAnnotations;
using Tarl.Contracts.Training;

namespace Tarl.Curriculum.Samplers.PassRate;

/// <summary>Which tasks teach most, and how soon what was seen of them is forgotten.</summary>
public sealed class PassRateSamplerOptions
{
    /// <summary>The pass rate that is looked for. At one half the episodes of a group differ most.</summary>
    [Range(0.05, 0.95)]
    public double Target { get; set; } = 0.5;

    /// <summary>How much tasks near the target are preferred: 0 not at all; a task's weight is (1 − (distance / greatest distance)²) to this power.</summary>
    [Range(0.0, 16.0)]
    public double Sharpness { get; set; } = 2;

    /// <summary>The part of the groups that goes through all tasks in turn, whatever their pass rates: no task is starved for longer than tasks / (share × groups) updates.</summary>
    [Range(0.01, 1.0)]
    public double ExploreShare { get; set; } = 0.25;

    /// <summary>Updates after which a result counts half: the policy that it was a result of is no longer there.</summary>
    [Range(0.1, TaskResult.RememberedUpdates / 2.0)]
    public double HalfLifeUpdates { get; set; } = 10;

    /// <summary>For how many episodes the pass rate of a task's kind counts in the estimate of the task's own, and one half in its kind's.</summary>
    [Range(0.1, 1000.0)]
    public double PriorTrials { get; set; } = 4;
}
