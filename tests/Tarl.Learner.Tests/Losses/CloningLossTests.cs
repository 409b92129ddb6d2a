using Tarl.Learner.Losses;

namespace Tarl.Learner.Tests.Losses;

public sealed class CloningLossTests
{
    [Fact]
    public void Evaluate_Unweighted_MeanNegativeLogLikelihood()
    {
        var loss = new CloningLoss(2, normalizer: 3);
        var (first, dEntropies, dValues) = LossRun.Evaluate(loss, 0, [-1, -2], [0.5f, 1.5f]);
        var (second, _, _) = LossRun.Evaluate(loss, 1, [-6], [4]);

        Assert.Equal([-1f / 3, -1f / 3], first);
        Assert.Equal([-1f / 3], second);
        Assert.Equal([0, 0], dEntropies);
        Assert.Equal([0, 0], dValues);
        // (1 + 2 + 6) / 3; (0.5 + 1.5 + 4) / 3.
        Assert.Equal(new CloningSummary { Tokens = 3, Loss = 3, NegativeLogLikelihood = 3, Entropy = 2 }, loss.Summarize());
    }

    [Fact]
    public void Evaluate_Weighted_ScalesLossAndDerivativesOnly()
    {
        var loss = new CloningLoss(2, normalizer: 4, weights: [2, 0]);
        var (first, _, _) = LossRun.Evaluate(loss, 0, [-1], [0]);
        var (second, _, _) = LossRun.Evaluate(loss, 1, [-3], [0]);

        Assert.Equal([-0.5f], first);
        Assert.Equal([0f], second);
        // 2 · 1 / 4; (1 + 3) / 2.
        Assert.Equal(new CloningSummary { Tokens = 2, Loss = 0.5, NegativeLogLikelihood = 2, Entropy = 0 }, loss.Summarize());
    }

    [Fact]
    public void Summarize_NoTokens_Zero() => Assert.Equal(default, new CloningLoss(0, 1).Summarize());

    [Fact]
    public void Evaluate_LogprobThatIsNotFinite_Throws() =>
        Assert.Throws<InvalidOperationException>(() => LossRun.Evaluate(new CloningLoss(1, 1), 0, [float.NaN], [0]));

    [Fact]
    public void CloningLoss_OtherNumberOfWeights_Throws() => Assert.Throws<ArgumentException>(() => new CloningLoss(2, 1, [1]));
}
