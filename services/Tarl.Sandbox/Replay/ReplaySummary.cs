namespace Tarl.Sandbox.Replay;

/// <summary>How many episodes a file had, and how many of their actions or changes came out differently.</summary>
public sealed record ReplaySummary
{
    public required int Episodes { get; init; }

    /// <summary>Zero if nothing was compared.</summary>
    public required int Differences { get; init; }
}
