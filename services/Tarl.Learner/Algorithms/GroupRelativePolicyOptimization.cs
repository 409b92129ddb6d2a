using Tarl.Learner.Advantages;
using Tarl.Learner.Losses;

namespace Tarl.Learner.Algorithms;

/// <summary>GRPO (arXiv 2402.03300): every token's advantage is its episode's reward against the mean of its group.</summary>
public sealed class GroupRelativePolicyOptimization(GroupComparison groups, GroupAdvantage advantage) : IAlgorithm
{
    public string Name => "grpo";

    public IReadOnlyList<string> Sections { get; } = ["Groups", "GroupAdvantage"];

    public bool RewardsTokens => false;

    public CriticOptions? Critic => null;

    public AdvantageEstimate Estimate(IReadOnlyList<RewardedEpisode> episodes) => groups.Estimate(episodes, advantage.Estimate);
}
