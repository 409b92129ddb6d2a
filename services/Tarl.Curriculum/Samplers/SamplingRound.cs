using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Training;

namespace Tarl.Curriculum.Samplers;

/// <summary>All that a sampler may know when it chooses the tasks of an update.</summary>
public sealed record SamplingRound
{
    /// <summary>The training tasks, in the order of their file; at least one.</summary>
    public required IReadOnlyList<TaskSpec> Tasks { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The update that is to be filled, from 1.</summary>
    public required int Update { get; init; }

    /// <summary>How many updates the run will take.</summary>
    public required int Updates { get; init; }

    /// <summary>How many tasks to choose.</summary>
    public required int Groups { get; init; }

    /// <summary>How earlier updates went, as far as they are remembered.</summary>
    public required IReadOnlyList<TaskResult> Results { get; init; }
}
