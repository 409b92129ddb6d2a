using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>An episode that the policy can learn from.</summary>
/// <param name="Scored">Its figures.</param>
/// <param name="Tokens">As recorded when they were sampled; null if they are lost.</param>
/// <param name="TokenRewards">The reward where it falls, one entry a sampled token; not read if the episode is not valid. (S)</param>
public sealed record Sample(EpisodeScored Scored, EpisodeTokens? Tokens, double[] TokenRewards)
{
    /// <summary>False for an episode that failed outside the policy, or whose tokens are gone: it teaches nothing.</summary>
    public bool IsValid => Scored.Failure is null && Tokens is not null;
}
