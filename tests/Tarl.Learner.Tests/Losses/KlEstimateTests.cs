using Tarl.Learner.Losses;

namespace Tarl.Learner.Tests.Losses;

public sealed class KlEstimateTests
{
    // log π − log ref = ln 2 = 0.6931472: k1 itself; k2 ½ · 0.4804530; k3 1/2 − 1 + ln 2. Derivatives 1, ln 2, 1 − 1/2.
    [Theory]
    [InlineData(KlEstimator.K1, 0.6931472, 0.6931472, 1)]
    [InlineData(KlEstimator.K2, 0.6931472, 0.2402265, 0.6931472)]
    [InlineData(KlEstimator.K3, 0.6931472, 0.1931472, 0.5)]
    [InlineData(KlEstimator.K1, -0.6931472, -0.6931472, 1)]
    [InlineData(KlEstimator.K2, -0.6931472, 0.2402265, -0.6931472)]
    [InlineData(KlEstimator.K3, -0.6931472, 0.3068528, -1)]
    public void Evaluate_LogRatio_ValueAndDerivativeByHand(KlEstimator estimator, double logRatio, double value, double derivative)
    {
        var estimate = KlEstimate.Evaluate(estimator, logRatio);

        Assert.Equal(value, estimate.Value, 1e-6);
        Assert.Equal(derivative, estimate.Derivative, 1e-6);
    }

    // π = (0.7, 0.2, 0.1), ref = (0.5, 0.25, 0.25): KL = 0.7 ln 1.4 + 0.2 ln 0.8 + 0.1 ln 0.4 = 0.0992731. k1 and k3 have it as their mean.
    [Theory]
    [InlineData(KlEstimator.K1)]
    [InlineData(KlEstimator.K3)]
    public void Evaluate_MeanOverThePolicy_IsTheDivergence(KlEstimator estimator)
    {
        (double Policy, double Reference)[] tokens = [(0.7, 0.5), (0.2, 0.25), (0.1, 0.25)];
        var mean = tokens.Sum(token => token.Policy * KlEstimate.Evaluate(estimator, Math.Log(token.Policy / token.Reference)).Value);

        Assert.Equal(0.0992731, mean, 1e-6);
    }
}
