using Tarl.Learner.Advantages;
using Tarl.Learner.Losses;

namespace Tarl.Learner.Algorithms;

/// <summary>RLOO (Kool, van Hoof and Welling 2019; arXiv 2402.14740): every token's advantage is its episode's reward against the mean of the others in its group.</summary>
public sealed class ReinforceLeaveOneOut(GroupComparison groups) : IAlgorithm
{
    public string Name => "rloo";

    public IReadOnlyList<string> Sections { get; } = ["Groups"];

    public bool RewardsTokens => false;

    public CriticOptions? Critic => null;

    public AdvantageEstimate Estimate(IReadOnlyList<RewardedEpisode> episodes) => groups.Estimate(episodes, LeaveOneOutAdvantage.Estimate);
}
