using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>An episode that the policy can learn from.</summary>
/// <param name="Scored">Its figures.</param>
/// <param name="Tokens">As recorded when they were sampled; null if they are lost.</param>
/// <param name="TokenRewards">The reward where it falls, one entry a sampled token; not read if the episode is not valid. (S)</param>
public sealed record Sample(EpisodeScored Scored, EpisodeTokens? Tokens, double[] TokenRewards)
{
    /// <summary>Set if an older policy sampled it than may be learnt from.</summary>
    public bool IsStale { get; init; }

    /// <summary>False for an episode that failed outside the policy, whose tokens are gone, or that is stale: it teaches nothing and is in no baseline.</summary>
    public bool IsValid => Scored.Failure is null && Tokens is not null && !IsStale;

    /// <summary>Versions between the given policy and the oldest that sampled one of the tokens.</summary>
    public int StalenessAt(int version) => Tokens is null ? 0 : version - Tokens.PolicyVersions.Where(sampled => sampled >= 0).DefaultIfEmpty(version).Min();
}
