using Tarl.Learner.Advantages;

namespace Tarl.Learner.Tests.Advantages;

public sealed class GeneralizedAdvantageTests
{
    private static double[] Estimate(double[] rewards, float[] values, double gamma, double lambda)
    {
        var advantages = new double[rewards.Length];
        GeneralizedAdvantage.Estimate(rewards, values, gamma, lambda, advantages);
        return advantages;
    }

    [Fact]
    public void Estimate_TerminalReward_ByHand()
    {
        // γ = 0.9, λ = 0.5. δ: 0 + 0.9 · 0.25 − 0.5 = −0.275; 0 + 0.9 · 0.75 − 0.25 = 0.425; 1 − 0.75 = 0.25.
        // A: 0.25; 0.425 + 0.45 · 0.25 = 0.5375; −0.275 + 0.45 · 0.5375 = −0.033125.
        var advantages = Estimate([0, 0, 1], [0.5f, 0.25f, 0.75f], 0.9, 0.5);
        Assert.Equal([-0.033125, 0.5375, 0.25], advantages.Select(advantage => Math.Round(advantage, 12)));
    }

    [Fact]
    public void Estimate_TurnRewards_ByHand()
    {
        // As above with rewards 0.2 (first turn's last token), −0.5, 1. δ: −0.075, −0.075, 0.25; A: 0.25; −0.075 + 0.1125 = 0.0375; −0.075 + 0.016875 = −0.058125.
        var advantages = Estimate([0.2, -0.5, 1], [0.5f, 0.25f, 0.75f], 0.9, 0.5);
        Assert.Equal([-0.058125, 0.0375, 0.25], advantages.Select(advantage => Math.Round(advantage, 12)));
    }

    [Fact]
    public void Estimate_GammaAndLambdaOne_IsRewardToGoMinusValue() =>
        Assert.Equal([1.5 - 0.5, 1.0 - 0.25, 1.25 - 0.75], Estimate([0.5, -0.25, 1.25], [0.5f, 0.25f, 0.75f], 1, 1));

    [Fact]
    public void Estimate_LambdaZero_IsOneStep() => Assert.Equal([-0.25, 0.5, 0.25], Estimate([0, 0, 1], [0.5f, 0.25f, 0.75f], 1, 0));

    [Fact]
    public void Estimate_NoTokens_Nothing() => Assert.Empty(Estimate([], [], 1, 1));

    [Fact]
    public void Estimate_LengthsDiffer_Throws() => Assert.Throws<ArgumentException>(() => Estimate([1, 0], [0], 1, 1));
}
