namespace Tarl.Benchmarks.Conversations;

/// <summary>When an episode ended, and how many answers its user gave.</summary>
/// <param name="Failure">Null if it came to an end.</param>
internal sealed record Completed(long Timestamp, int UserTurns, string? Failure);
