namespace Tarl.Contracts.Training;

/// <summary>Event: the learner cannot go on; the run ends, and can be resumed once the cause is gone.</summary>
public sealed record LearnerFailed
{
    public required string Message { get; init; }
}
