using Tarl.Learner.Advantages;
using Tarl.Learner.Losses;

namespace Tarl.Learner.Algorithms;

/// <summary>
/// What makes one algorithm different from another: what it makes of a batch's rewards, and whether it learns values. The clipped
/// surrogate, the optimiser and the minibatches are common to all (<see cref="UpdatePolicy.PolicyUpdate"/>). Pure.
/// </summary>
public interface IAlgorithm
{
    /// <summary>The name it is chosen by: <c>grpo</c>, <c>rloo</c>, <c>ppo</c>.</summary>
    string Name { get; }

    /// <summary>Sections of the configuration that it reads and that are not for every algorithm.</summary>
    IReadOnlyList<string> Sections { get; }

    /// <summary>Whether it matters where in an episode a reward falls.</summary>
    bool RewardsTokens { get; }

    /// <summary>How the value head is trained; null for an algorithm that needs no values.</summary>
    CriticOptions? Critic { get; }

    /// <param name="episodes">Of one batch; those that are not valid have no part in any baseline.</param>
    AdvantageEstimate Estimate(IReadOnlyList<RewardedEpisode> episodes);
}
