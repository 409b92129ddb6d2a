namespace Tarl.Contracts.Training;

/// <summary>How the episodes of one task went in one update.</summary>
public sealed record TaskResult
{
    /// <summary>The results of so many updates are sent along; what is older nobody asks for.</summary>
    public const int RememberedUpdates = 64;

    /// <summary>From 1.</summary>
    public required int Update { get; init; }

    public required string TaskId { get; init; }

    /// <summary>Episodes that count, at least 1: those that failed outside the policy are not among them.</summary>
    public required int Trials { get; init; }

    /// <summary>Of these, those with success.</summary>
    public required int Passes { get; init; }
}
