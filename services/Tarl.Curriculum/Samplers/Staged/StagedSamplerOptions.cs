using System.ComponentModel.DataAnnotations;
using Tarl.Contracts.Training;

namespace Tarl.Curriculum.Samplers.Staged;

/// <summary>In which order tasks come in, and how soon all of them are in.</summary>
public sealed class StagedSamplerOptions
{
    /// <summary>An <see cref="Orders.IStageOrder.Name"/>: <c>calls</c>, <c>kinds</c>, <c>pass-rate</c>.</summary>
    [Required]
    public string Order { get; set; } = "calls";

    /// <summary>The part of the run's updates after which all tasks are in; the stages before the last share it equally.</summary>
    [Range(0.01, 1.0)]
    public double WarmUpShare { get; set; } = 0.5;

    /// <summary>Into how many stages, as equal as they can be, the orders <c>calls</c> and <c>pass-rate</c> divide the tasks.</summary>
    [Range(2, 100)]
    public int Stages { get; set; } = 4;

    /// <summary>The order <c>kinds</c>: one stage an entry, several kinds in it with a plus between them (<c>cancel+look-up</c>). Kinds that no entry names come last.</summary>
    public IList<string> Kinds { get; } = [];

    /// <summary>The order <c>pass-rate</c>: updates after which a result counts half.</summary>
    [Range(0.1, TaskResult.RememberedUpdates / 2.0)]
    public double HalfLifeUpdates { get; set; } = 10;
}
