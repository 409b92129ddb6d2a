namespace Tarl.Benchmarks.Conversations;

/// <summary>When an episode ended, and how many answers its user gave.</summary>
internal sealed record Completed(long Timestamp, int UserTurns, bool Failed);
