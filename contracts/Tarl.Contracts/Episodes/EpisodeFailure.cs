namespace Tarl.Contracts.Episodes;

/// <summary>Which boundary failed an episode, and how.</summary>
public sealed record EpisodeFailure
{
    public required Boundary Boundary { get; init; }
    public required string Message { get; init; }
}
