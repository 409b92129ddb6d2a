namespace Tarl.Contracts.Rewards;

/// <summary>Event: the verifier has compared the episode's outcome with what should have happened.</summary>
public sealed record EpisodeVerified
{
    public required Guid EpisodeId { get; init; }

    /// <summary>True if and only if every rule was satisfied. Meaningless if the verifier itself failed.</summary>
    public required bool Success { get; init; }

    /// <summary>What differed, in words a person understands; empty on success.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>Set if the verifier could not decide; the episode then counts as failed, not as unsuccessful.</summary>
    public string? Failure { get; init; }
}
