using Tarl.Learner.Advantages;
using Tarl.Learner.Losses;

namespace Tarl.Learner.Algorithms;

/// <summary>PPO (arXiv 1707.06347): advantages of each token by GAE over the values of a head on the policy's own trunk.</summary>
public sealed class ProximalPolicyOptimization(GaeOptions gae, CriticOptions critic) : IAlgorithm
{
    public string Name => "ppo";

    public IReadOnlyList<string> Sections { get; } = ["Gae", "Critic"];

    public bool RewardsTokens => true;

    public CriticOptions? Critic => critic;

    public AdvantageEstimate Estimate(IReadOnlyList<RewardedEpisode> episodes)
    {
        var advantages = new double[]?[episodes.Count];
        var returns = new double[]?[episodes.Count];
        for (var i = 0; i < episodes.Count; i++)
        {
            var episode = episodes[i];
            if (!episode.IsValid)
            {
                continue;
            }

            var estimate = new double[episode.TokenRewards.Length];
            GeneralizedAdvantage.Estimate(episode.TokenRewards, episode.Values, gae.Gamma, gae.Lambda, estimate);
            advantages[i] = estimate;
            returns[i] = [.. estimate.Zip(episode.Values, (advantage, value) => advantage + value)];
        }

        return new AdvantageEstimate { Advantages = advantages, Returns = returns };
    }
}
