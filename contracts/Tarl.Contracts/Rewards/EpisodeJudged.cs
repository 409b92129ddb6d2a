namespace Tarl.Contracts.Rewards;

/// <summary>Event: the judge has scored every agent turn of an episode.</summary>
public sealed record EpisodeJudged
{
    public required Guid EpisodeId { get; init; }

    /// <summary>One score for each agent turn, in order; at most one is −1.</summary>
    public required IReadOnlyList<TurnScore> Scores { get; init; }

    /// <summary>Set if the judge could not score; the episode then counts as failed.</summary>
    public string? Failure { get; init; }
}
