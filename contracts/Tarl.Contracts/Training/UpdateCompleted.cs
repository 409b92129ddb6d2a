namespace Tarl.Contracts.Training;

/// <summary>Event: the learner has made a new policy of a batch of episodes.</summary>
public sealed record UpdateCompleted
{
    /// <summary>Updates done so far, from 1.</summary>
    public required int Update { get; init; }

    public required int PolicyVersion { get; init; }

    /// <summary>The update's figures, by name as in <c>metrics.jsonl</c>.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>
    /// How the tasks of this update and of the <see cref="TaskResult.RememberedUpdates"/> − 1 before it went: all that a sampler knows, so that
    /// a curriculum keeps nothing in its memory.
    /// </summary>
    public IReadOnlyList<TaskResult> Results { get; init; } = [];
}
