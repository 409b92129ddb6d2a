using Tarl.Learner.Losses;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.Tests.Losses;

public sealed class PolicyGradientLossTests
{
    private static float Ln(double probability) => (float)Math.Log(probability);

    private static PolicyGradientSample Sample(float[] advantages, float[] behavior, float[]? reference = null) =>
        new() { Advantages = advantages, BehaviorLogprobs = behavior, ReferenceLogprobs = reference };

    [Theory]
    [InlineData(0.5, 0.4, 2, -2.4, 0)] // Ratio 1.25: min(2.5, 1.2 · 2) = 2.4, clipped.
    [InlineData(0.5, 0.4, -2, 2.5, 2.5)] // min(−2.5, −2.4) = −2.5, not clipped: −r A = 2.5.
    [InlineData(0.2, 0.4, 1, -0.5, -0.5)] // Ratio 0.5: min(0.5, 0.8) = 0.5.
    [InlineData(0.2, 0.4, -1, 0.8, 0)] // min(−0.5, −0.8) = −0.8, clipped.
    [InlineData(0.4, 0.4, 3, -3, -3)] // On policy: the plain policy gradient.
    [InlineData(0.4, 0.4, 0, 0, 0)]
    public void Evaluate_OneToken_LossAndDerivativeByHand(double current, double behavior, float advantage, double loss, double derivative)
    {
        var policyGradient = new PolicyGradientLoss([Sample([advantage], [Ln(behavior)])], new PolicyGradientOptions(), 1);
        var (dLogprobs, dEntropies, dValues) = LossRun.Evaluate(policyGradient, 0, [Ln(current)], [1]);

        Assert.Equal(derivative, dLogprobs[0], 1e-5);
        Assert.Equal(0, dEntropies[0]);
        Assert.Equal(0, dValues[0]);
        Assert.Equal(loss, policyGradient.Summarize().Loss, 1e-5);
    }

    [Theory]
    [InlineData(2, -3.3, 0)] // Ratio 0.6 / 0.5 = 1.2, clipped to 1.1; weight 1.5: −1.5 · 1.1 · 2.
    [InlineData(-2, 3.6, 3.6)] // min(−2.4, −2.2) = −2.4, not clipped: 1.5 · 2.4.
    public void Evaluate_ImportanceWeight_WeighsASurrogateAgainstTheStartOfTheUpdate(float advantage, double loss, double derivative)
    {
        var sample = Sample([advantage], [Ln(0.3)]) with { ProximalLogprobs = new[] { Ln(0.5) }, ImportanceWeights = new[] { 1.5f } };
        var policyGradient = new PolicyGradientLoss([sample], new PolicyGradientOptions { ClipLow = 0.1, ClipHigh = 0.1 }, 1);
        var (dLogprobs, _, _) = LossRun.Evaluate(policyGradient, 0, [Ln(0.6)], [1]);

        var summary = policyGradient.Summarize();
        Assert.Equal(derivative, dLogprobs[0], 1e-5);
        Assert.Equal(loss, summary.Loss, 1e-5);
        Assert.Equal((1.2, 1.0), (Math.Round(summary.Ratio, 5), summary.ClipFraction));

        // From the behaviour: ratio 2.
        Assert.Equal(2 - 1 - Math.Log(2), summary.ApproximateKl, 1e-5);
    }

    [Fact]
    public void Evaluate_StartsNow_RatioIsOneAndTheWeightFromTheBehavior()
    {
        // Weights 0.6 / 0.3 = 2, cut off at 1.5, and 0.2 / 0.4 = 0.5; advantages 2 and −1: −(1.5 · 2 − 0.5 · 1).
        var sample = Sample([2, -1], [Ln(0.3), Ln(0.4)]) with { StartsNow = new ImportanceOptions { Correction = ImportanceCorrection.Truncate, Max = 1.5 } };
        var policyGradient = new PolicyGradientLoss([sample], new PolicyGradientOptions { ClipLow = 0, ClipHigh = 0 }, 1);
        var (dLogprobs, _, _) = LossRun.Evaluate(policyGradient, 0, [Ln(0.6), Ln(0.2)], [1, 1]);

        var summary = policyGradient.Summarize();
        Assert.Equal([-3, 0.5], dLogprobs.Select(gradient => Math.Round(gradient, 5)));
        Assert.Equal(-2.5, summary.Loss, 1e-5);
        Assert.Equal((1.0, 1.0, 0.0), (summary.Ratio, Math.Round(summary.ImportanceWeight, 6), summary.ClipFraction));
    }

    [Fact]
    public void Evaluate_AsymmetricClip_UsesBothEnds()
    {
        // Ratios 1.25 and 0.5 with A = 1 and −1; clip to [0.4, 1.1]: 1.25 is clipped to 1.1, 0.5 is not.
        var options = new PolicyGradientOptions { ClipLow = 0.6, ClipHigh = 0.1 };
        var loss = new PolicyGradientLoss([Sample([1, -1], [Ln(0.4), Ln(0.4)])], options, 1);
        var (dLogprobs, _, _) = LossRun.Evaluate(loss, 0, [Ln(0.5), Ln(0.2)], [0, 0]);

        Assert.Equal(0, dLogprobs[0]);
        Assert.Equal(0.5, dLogprobs[1], 1e-5);
        Assert.Equal(-1.1 + 0.5, loss.Summarize().Loss, 1e-5);
        Assert.Equal(0.5, loss.Summarize().ClipFraction);
    }

    [Fact]
    public void Evaluate_EntropyBonus_RewardsEntropy()
    {
        // −0.01 · (2 + 4) / 2 tokens.
        var loss = new PolicyGradientLoss([Sample([0, 0], [-1, -1])], new PolicyGradientOptions { EntropyCoefficient = 0.01 }, 2);
        var (_, dEntropies, _) = LossRun.Evaluate(loss, 0, [-1, -1], [2, 4]);

        Assert.Equal(-0.005, dEntropies[0], 1e-8);
        Assert.Equal(-0.005, dEntropies[1], 1e-8);
        Assert.Equal(-0.03, loss.Summarize().Loss, 1e-7);
        Assert.Equal(3, loss.Summarize().Entropy, 1e-7);
    }

    [Fact]
    public void Evaluate_KlPenalty_PullsTowardsTheReference()
    {
        // d = ln(0.4 / 0.2) = ln 2: k3 = 2 − ln 2 − 1 = 0.306853; derivative 1 − 2 = −1; weight 0.5.
        var loss = new PolicyGradientLoss([Sample([0], [Ln(0.2)], [Ln(0.4)])], new PolicyGradientOptions { KlCoefficient = 0.5 }, 1);
        var (dLogprobs, _, _) = LossRun.Evaluate(loss, 0, [Ln(0.2)], [0]);

        Assert.Equal(-0.5, dLogprobs[0], 1e-5);
        Assert.Equal(0.306853 * 0.5, loss.Summarize().Loss, 1e-5);
        Assert.Equal(0.306853, loss.Summarize().ReferenceKl, 1e-5);
    }

    [Theory]
    [InlineData(0.8, 0.2, -1, 3, 0)] // Ratio 4 beyond 3: max(−4, −3) = −3, bounded.
    [InlineData(0.5, 0.2, -1, 2.5, 2.5)] // Ratio 2.5 below 3: −2.5 as without.
    [InlineData(0.8, 0.2, 1, -1.2, 0)] // A > 0: the ordinary clip.
    [InlineData(0.1, 0.2, -1, 0.8, 0)] // Ratio 0.5: the ordinary clip.
    public void Evaluate_DualClip_BoundsTheLossOfNegativeAdvantages(double current, double behavior, float advantage, double loss, double derivative)
    {
        var policyGradient = new PolicyGradientLoss([Sample([advantage], [Ln(behavior)])], new PolicyGradientOptions { DualClip = 3 }, 1);
        var (dLogprobs, _, _) = LossRun.Evaluate(policyGradient, 0, [Ln(current)], [0]);

        Assert.Equal(derivative, dLogprobs[0], 1e-5);
        Assert.Equal(loss, policyGradient.Summarize().Loss, 1e-5);
    }

    [Fact]
    public void Evaluate_KlInTheReward_IsNotInTheLoss()
    {
        var options = new PolicyGradientOptions { KlCoefficient = 0.5, KlPlacement = KlPlacement.Reward };
        var loss = new PolicyGradientLoss([Sample([0], [Ln(0.2)], [Ln(0.4)])], options, 1);
        var (dLogprobs, _, _) = LossRun.Evaluate(loss, 0, [Ln(0.2)], [0]);

        Assert.Equal((0, 0), (dLogprobs[0], loss.Summarize().Loss));
        Assert.Equal(0.306853, loss.Summarize().ReferenceKl, 1e-5);
    }

    [Fact]
    public void Evaluate_Weights_CountPerSequence()
    {
        // On policy: −(2 · 0.5 + (1 + 1) · 0.25) / 2.
        PolicyGradientSample[] samples = [Sample([2], [-1]) with { Weight = 0.5 }, Sample([1, 1], [-1, -1]) with { Weight = 0.25 }];
        var loss = new PolicyGradientLoss(samples, new PolicyGradientOptions { EntropyCoefficient = 1 }, 2);
        var (first, _, _) = LossRun.Evaluate(loss, 0, [-1], [0]);
        var (second, dEntropies, _) = LossRun.Evaluate(loss, 1, [-1, -1], [0, 0]);

        Assert.Equal([-0.5f], first);
        Assert.Equal([-0.125f, -0.125f], second);
        Assert.Equal([-0.125f, -0.125f], dEntropies);
        Assert.Equal(-0.75, loss.Summarize().Loss, 1e-7);
    }

    [Fact]
    public void Evaluate_Critic_LearnsTheReturns()
    {
        // Errors 0.5 − 2 and 1 − 0; ½ · 2.25 = 1.125 and ½ · 1 = 0.5; coefficient 0.1, two tokens.
        var sample = Sample([0, 0], [-1, -1]) with { Returns = new float[] { 2, 0 }, Values = new float[] { 0, 0 } };
        var loss = new PolicyGradientLoss([sample], new PolicyGradientOptions(), 2, new CriticOptions { Coefficient = 0.1 });
        var (_, _, dValues) = LossRun.Evaluate(loss, 0, [-1, -1], [0, 0], [0.5f, 1]);

        Assert.Equal(-0.075, dValues[0], 1e-7);
        Assert.Equal(0.05, dValues[1], 1e-7);
        Assert.Equal(0.08125, loss.Summarize().Loss, 1e-7);
        Assert.Equal(0.8125, loss.Summarize().ValueLoss, 1e-7);
    }

    [Fact]
    public void PolicyGradientLoss_CriticWithoutReturns_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new PolicyGradientLoss([Sample([1], [-1])], new PolicyGradientOptions(), 1, new CriticOptions()));

    [Fact]
    public void Summarize_TwoSequences_MeansOverTokens()
    {
        var loss = new PolicyGradientLoss([Sample([2], [Ln(0.4)]), Sample([1, 1], [Ln(0.4), Ln(0.3)])], new PolicyGradientOptions(), 3);
        LossRun.Evaluate(loss, 1, [Ln(0.2), Ln(0.3)], [1, 3]);
        LossRun.Evaluate(loss, 0, [Ln(0.5)], [5]);
        var summary = loss.Summarize();

        Assert.Equal(3, summary.Tokens);
        Assert.Equal(-(2.4 + 0.5 + 1) / 3, summary.Loss, 1e-5);
        Assert.Equal(2.0 / 3, summary.ClipFraction, 1e-9); // 1.25 and 0.5
        Assert.Equal((1.25 + 0.5 + 1) / 3, summary.Ratio, 1e-5);
        Assert.Equal(3, summary.Entropy, 1e-6);
        // (1.25 − 1 − ln 1.25) + (0.5 − 1 − ln 0.5) + 0 = 0.0268564 + 0.1931472.
        Assert.Equal(0.2200036 / 3, summary.ApproximateKl, 1e-6);
    }

    [Fact]
    public void Summarize_NoTokens_Zero() => Assert.Equal(default, new PolicyGradientLoss([], new PolicyGradientOptions(), 1).Summarize());

    [Fact]
    public void Evaluate_RandomTokens_DerivativesAgreeWithFiniteDifferencesOfTheLoss()
    {
        var random = new SeededRandom(11);
        var options = new PolicyGradientOptions { EntropyCoefficient = 0.03, KlCoefficient = 0.2 };
        for (var trial = 0; trial < 50; trial++)
        {
            var current = Draw(random, -3, -0.5);
            var entropies = Draw(random, 0.1, 2);
            PolicyGradientSample[] samples = [Sample(Draw(random, -2, 2), Draw(random, -3, -0.5), Draw(random, -3, -0.5))];
            if (Enumerable.Range(0, current.Length).Any(i => IsAtAKink(current[i] - samples[0].BehaviorLogprobs.Span[i]))) continue;

            var (dLogprobs, dEntropies, _) = LossRun.Evaluate(new PolicyGradientLoss(samples, options, 7), 0, current, entropies);
            for (var token = 0; token < current.Length; token++)
            {
                AssertSlope(dLogprobs[token], current, token, () => LossOf(samples, options, current, entropies));
                AssertSlope(dEntropies[token], entropies, token, () => LossOf(samples, options, current, entropies));
            }
        }
    }

    [Fact]
    public void Summarize_SequencesEvaluatedOnManyThreads_SameToTheLastBit()
    {
        var random = new SeededRandom(5);
        var samples = Enumerable.Range(0, 200).Select(_ => Sample(Draw(random, -2, 2), Draw(random, -3, -0.5))).ToList();
        var current = samples.Select(_ => Draw(random, -3, -0.5)).ToList();
        var entropies = samples.Select(_ => Draw(random, 0, 3)).ToList();

        var inOrder = new PolicyGradientLoss(samples, new PolicyGradientOptions(), 800);
        for (var i = 0; i < samples.Count; i++) LossRun.Evaluate(inOrder, i, current[i], entropies[i]);
        var atOnce = new PolicyGradientLoss(samples, new PolicyGradientOptions(), 800);
        Parallel.For(0, samples.Count, i => LossRun.Evaluate(atOnce, samples.Count - 1 - i, current[samples.Count - 1 - i], entropies[samples.Count - 1 - i]));

        Assert.Equal(inOrder.Summarize(), atOnce.Summarize());
    }

    [Fact]
    public void PolicyGradientLoss_SamplesThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new PolicyGradientLoss([Sample([1, 1], [-1])], new PolicyGradientOptions(), 1));
        Assert.Throws<ArgumentException>(() => new PolicyGradientLoss([Sample([1], [-1], [-1, -1])], new PolicyGradientOptions(), 1));
        Assert.Throws<ArgumentException>(() => new PolicyGradientLoss([Sample([1], [-1])], new PolicyGradientOptions { KlCoefficient = 1 }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolicyGradientLoss([], new PolicyGradientOptions(), 0));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Evaluate_LogprobThatIsNotFinite_NamesTheToken(float logprob)
    {
        var loss = new PolicyGradientLoss([Sample([1, 1], [-1, -1])], new PolicyGradientOptions(), 1);
        var error = Assert.Throws<InvalidOperationException>(() => LossRun.Evaluate(loss, 0, [-1, logprob], [0, 0]));
        Assert.StartsWith("Sampled token 1 of sequence 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_OtherNumberOfTokens_Throws() =>
        Assert.Throws<ArgumentException>(() => LossRun.Evaluate(new PolicyGradientLoss([Sample([1], [-1])], new PolicyGradientOptions(), 1), 0, [-1, -1], [0, 0]));

    private static float[] Draw(SeededRandom random, double low, double high) =>
        [.. Enumerable.Range(0, 4).Select(_ => (float)(low + ((high - low) * random.NextDouble())))];

    // The loss has a corner where the ratio meets an end of the clip range.
    private static bool IsAtAKink(float logRatio) => Math.Abs(Math.Exp(logRatio) - 0.8) < 0.01 || Math.Abs(Math.Exp(logRatio) - 1.2) < 0.01;

    private static double LossOf(PolicyGradientSample[] samples, PolicyGradientOptions options, float[] current, float[] entropies)
    {
        var loss = new PolicyGradientLoss(samples, options, 7);
        LossRun.Evaluate(loss, 0, current, entropies);
        return loss.Summarize().Loss;
    }

    private static void AssertSlope(float derivative, float[] values, int at, Func<double> loss)
    {
        var value = values[at];
        values[at] = value + 1e-3f;
        var (above, right) = (loss(), values[at]);
        values[at] = value - 1e-3f;
        var (below, left) = (loss(), values[at]);
        values[at] = value;
        Assert.Equal((above - below) / ((double)right - left), derivative, 1e-5);
    }
}
