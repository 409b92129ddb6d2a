namespace Tarl.Contracts.Episodes;

/// <summary>Something said aloud, by <see cref="TurnRole.User"/> or <see cref="TurnRole.Agent"/>.</summary>
public sealed record Utterance
{
    public required TurnRole Role { get; init; }
    public required string Text { get; init; }
}
