namespace Tarl.Learner.Advantages;

/// <summary>An episode as an algorithm sees it; S sampled tokens.</summary>
public sealed record RewardedEpisode
{
    /// <summary>The episodes of one task in one batch have one number.</summary>
    public required int Group { get; init; }

    /// <summary>False for an episode that failed outside the policy: it teaches nothing.</summary>
    public required bool IsValid { get; init; }

    /// <summary>The verdict.</summary>
    public bool Success { get; init; }

    /// <summary>Of the whole trajectory.</summary>
    public required double Reward { get; init; }

    /// <summary>The same reward where it falls, one entry a sampled token.</summary>
    public required double[] TokenRewards { get; init; } // (S)

    /// <summary>The value head's estimate just before each sampled token; empty if the algorithm has no critic.</summary>
    public float[] Values { get; init; } = []; // (S) or (0)
}
