namespace Tarl.Contracts.Training;

/// <summary>Event: the learner has taken one optimiser step's worth of episodes into a new policy.</summary>
public sealed record UpdateCompleted
{
    /// <summary>Updates done so far; 0 announces the policy that training starts from.</summary>
    public required int Update { get; init; }

    public required int PolicyVersion { get; init; }

    /// <summary>The update's figures, by name as in <c>metrics.jsonl</c>.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }
}
