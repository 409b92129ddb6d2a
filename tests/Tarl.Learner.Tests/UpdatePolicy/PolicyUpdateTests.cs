using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;
using Tarl.Learner.Advantages;
using Tarl.Learner.Advantages.Gates;
using Tarl.Learner.Algorithms;
using Tarl.Learner.Losses;
using Tarl.Learner.UpdatePolicy;
using Tarl.Policy.Engines;

namespace Tarl.Learner.Tests.UpdatePolicy;

public sealed class PolicyUpdateTests
{
    private static readonly IAlgorithm Grpo = new GroupRelativePolicyOptimization(
        new GroupComparison(new GroupOptions()), new GroupAdvantage(new GroupAdvantageOptions { NormalizeByDeviation = true, Epsilon = 0 }));

    private static PolicyUpdate Update(
        int minibatches = 1, PolicyGradientOptions? loss = null, IAlgorithm? algorithm = null, int epochs = 1, int passes = 1, ImportanceOptions? importance = null, int? maxStaleness = null,
        IGroupGate? gate = null) => new(
        new ReinforcementOptions { Minibatches = minibatches, Epochs = epochs, AccumulationPasses = passes, Temperature = 0.8, LearningRate = 0.001, MaxStaleness = maxStaleness },
        loss ?? new PolicyGradientOptions(), importance ?? new ImportanceOptions(), algorithm ?? Grpo, gate ?? new AllGate());

    /// <summary>Two forced tokens, then sampled ones that were sampled with logprob −1 by the versions given.</summary>
    private static Sample Sample(int group, double reward, params int[] versions) => new(
        SampleFigures.Scored(group, reward),
        new EpisodeTokens
        {
            Tokens = [1, 2, .. versions.Select((_, i) => group + i + 3)],
            Sampled = [false, false, .. versions.Select(_ => true)],
            BehaviorLogprobs = [0, 0, .. versions.Select(_ => -1f)],
            PolicyVersions = [-1, -1, .. versions],
        },
        [.. versions.SkipLast(1).Select(_ => 0.0), .. versions.TakeLast(1).Select(_ => reward)]);

    private static Sample Failed(int group, double reward) => Sample(group, reward, 0, 0) with
    {
        Scored = SampleFigures.Scored(group, reward) with { Failure = new EpisodeFailure { Boundary = Boundary.Sandbox, Message = "gone" } },
    };

    private static Sample Lost(int group, double reward) => Sample(group, reward, 0, 0) with { Tokens = null };

    private static Dictionary<int, float[]> GradientsByLength(RecordingEngine engine) =>
        engine.Batches.Zip(engine.Gradients).SelectMany(pair => pair.First.Zip(pair.Second)).ToDictionary(pair => pair.First.Tokens.Length, pair => pair.Second);

    [Fact]
    public void Apply_OneGroup_GradientIsTheHandComputedAdvantage()
    {
        // Rewards 1, 1, 0.1: mean 0.7, deviation √((0.09 + 0.09 + 0.36) / 3) = √0.18; advantages 1/√2, 1/√2, −√2.
        // The ratio is 1, so each token's gradient is −advantage / 6 sampled tokens.
        var engine = new RecordingEngine(logprob: -1);
        Update().Apply(engine, null, [Sample(0, 1, 0), Sample(0, 1, 0, 0), Sample(0, 0.1, 0, 0, 0)], version: 0, seed: 1, default);

        var gradients = GradientsByLength(engine);
        Assert.All(gradients[3], gradient => Assert.Equal(-0.7071068 / 6, gradient, 1e-6));
        Assert.All(gradients[4], gradient => Assert.Equal(-0.7071068 / 6, gradient, 1e-6));
        Assert.All(gradients[5], gradient => Assert.Equal(1.4142136 / 6, gradient, 1e-6));
        Assert.All(engine.Batches[0], sequence => Assert.Equal(0.8f, sequence.Temperature));
    }

    [Fact]
    public void Apply_PolicyHasMoved_GradientHasTheImportanceRatio()
    {
        // Logprob −1 when sampled and −0.9 now: ratio e^0.1 = 1.1051709, inside the clip range; advantages ±1, two tokens.
        var engine = new RecordingEngine(logprob: -0.9f);
        var summary = Update().Apply(engine, null, [Sample(0, 1, 0), Sample(0, 0, 0)], version: 0, seed: 1, default);
        var gradients = engine.Gradients[0].Select(tokens => (double)tokens[0]).Order().ToArray();
        Assert.Equal(-1.1051709 / 2, gradients[0], 1e-6);
        Assert.Equal(1.1051709 / 2, gradients[1], 1e-6);
        // k3: e^0.1 − 1 − 0.1.
        Assert.Equal(0.0051709, summary.Kl, 1e-6);
        Assert.Equal(0, summary.ClipFraction);
    }

    [Fact]
    public void Apply_FailedAndLostEpisodes_ChangeNothingButTheirCount()
    {
        Sample[] valid = [Sample(0, 1, 0), Sample(0, 0, 0, 0), Sample(1, 1, 0, 0, 0), Sample(1, 0.5, 0, 0, 0, 0)];
        Sample[] mixed = [Failed(0, 1), valid[0], Lost(0, 1), valid[1], valid[2], Failed(1, 0), valid[3], Lost(2, 1)];
        using var one = TinyPolicy.Engine();
        using var other = TinyPolicy.Engine();

        var summary = Update(minibatches: 2).Apply(one, null, valid, version: 0, seed: 5, default);
        var mixedSummary = Update(minibatches: 2).Apply(other, null, mixed, version: 0, seed: 5, default);

        Assert.Equal(TinyPolicy.State(one), TinyPolicy.State(other));
        Assert.NotEqual(TinyPolicy.State(TinyPolicy.Engine()), TinyPolicy.State(one));
        Assert.Equal((8, 4, 1), (mixedSummary.Episodes, mixedSummary.Failures, mixedSummary.DroppedGroups));
        Assert.Equal(["it failed", null, "it failed", null, null, "it failed", null, "it failed"], mixedSummary.LeftOut);
        Assert.Equal(summary with { Episodes = 8, Failures = 4, DroppedGroups = 1, LeftOut = mixedSummary.LeftOut }, mixedSummary);
        Assert.Equal((0.5, 0.625), (summary.PassRate, summary.Reward));
    }

    [Fact]
    public void Apply_TokensOlderThanAllowed_TheirEpisodesAreInNoBaseline()
    {
        // At version 6 with at most 2: sampled by 4, 5 and 6 it counts, with one token by 3 it does not.
        Sample[] samples = [Sample(0, 1, 4, 5), Sample(0, 0, 6), Sample(0, 100, 6, 3), Sample(1, 1, 0), Sample(1, 0, 6)];
        var engine = new RecordingEngine(logprob: -1);
        var summary = Update(maxStaleness: 2).Apply(engine, null, samples, version: 6, seed: 1, default);

        Assert.Equal([null, null, "too old a policy sampled it", "too old a policy sampled it", "its group was left out"], summary.LeftOut);
        Assert.Equal((5, 0, 2, 1), (summary.Episodes, summary.Failures, summary.Stale, summary.DroppedGroups));
        Assert.Equal(1.0 / 3, summary.PassRate, 1e-9);

        // Rewards 1 and 0: advantages 1 and −1, over 3 sampled tokens.
        var gradients = GradientsByLength(engine);
        Assert.All(gradients[4], gradient => Assert.Equal(-1.0 / 3, gradient, 1e-6));
        Assert.All(gradients[3], gradient => Assert.Equal(1.0 / 3, gradient, 1e-6));
    }

    [Fact]
    public void Apply_ImportanceCorrection_RatioIsFromTheStartAndTheWeightFromTheBehavior()
    {
        // Logprob −1 when sampled, −0.5 at the start of the update and now: ratio 1, weight e^0.5 = 1.6487, cut off at 1.5; advantages ±1, two tokens.
        var engine = new RecordingEngine(logprob: -0.5f);
        var importance = new ImportanceOptions { Correction = ImportanceCorrection.Truncate, Max = 1.5 };
        var summary = Update(importance: importance).Apply(engine, null, [Sample(0, 1, 0), Sample(0, 0, 0)], version: 3, seed: 1, default);

        Assert.Equal([-0.75f, 0.75f], engine.Gradients[0].Select(tokens => tokens[0]).Order());
        Assert.Equal((1.5, 0.0), (summary.ImportanceWeight!.Value, summary.ClipFraction));
        Assert.Equal(3, summary.Staleness);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Apply_ImportanceCorrection_ScoresOnlyWhatIsNotSeenFirstAndTeachesSomething(int epochs)
    {
        // Group 0 has one reward, so it teaches nothing; of group 1, at most two of four sequences come in the first of two minibatches. Every logprob is −0.5, as in the test above.
        Sample[] samples = [Sample(0, 1, 0), Sample(0, 1, 0, 0), Sample(1, 1, 0, 0, 0), Sample(1, 0, 0, 0, 0, 0), Sample(1, 1, 0, 0, 0, 0, 0), Sample(1, 0, 0, 0, 0, 0, 0, 0)];
        var engine = new RecordingEngine(logprob: -0.5f);
        var importance = new ImportanceOptions { Correction = ImportanceCorrection.Truncate, Max = 1.5 };
        var summary = Update(minibatches: 2, epochs: epochs, importance: importance).Apply(engine, null, samples, version: 3, seed: 1, default);

        var first = engine.Batches[0].Select(sequence => sequence.Tokens.Length).ToArray();
        Assert.Equal([.. ((int[])[5, 6, 7, 8]).Where(length => epochs > 1 || !first.Contains(length))], Assert.Single(engine.Scored).Where(length => length > 0));

        // Advantages ±1, weight 1.5, ratio 1, divided by the minibatch's tokens.
        foreach (var (batch, gradients) in engine.Batches.Zip(engine.Gradients))
        {
            var tokens = batch.Sum(sequence => sequence.Tokens.Length - 2);
            Assert.All(batch.Zip(gradients), pair => Assert.All(pair.Second, gradient => Assert.Equal(Expected(pair.First.Tokens.Length) / tokens, gradient, 1e-6)));
        }

        Assert.Equal((1.5, 0.0), (Math.Round(summary.ImportanceWeight!.Value, 6), summary.ClipFraction));

        static double Expected(int length) => length switch { 5 or 7 => -1.5, 6 or 8 => 1.5, _ => 0 };
    }

    [Fact]
    public void Apply_NoValidEpisode_TakesNoStep()
    {
        var engine = new RecordingEngine();
        var summary = Update(minibatches: 4).Apply(engine, null, [Failed(0, 1), Lost(0, 0)], version: 0, seed: 1, default);
        Assert.Empty(engine.Steps);
        Assert.Equal((0.0, 0.0, 0.0, 2, 2), (summary.PassRate, summary.Reward, summary.GradientNorm, summary.Episodes, summary.Failures));
    }

    [Fact]
    public void Apply_Staleness_IsTheMeanOverSampledTokens()
    {
        var summary = Update().Apply(new RecordingEngine(), null, [Sample(0, 1, 1, 1), Sample(0, 0, 4, 3)], version: 4, seed: 1, default);
        Assert.Equal((3 + 3 + 0 + 1) / 4.0, summary.Staleness);
    }

    [Theory]
    [InlineData(1, new[] { 5 })]
    [InlineData(2, new[] { 3, 2 })]
    [InlineData(5, new[] { 1, 1, 1, 1, 1 })]
    [InlineData(9, new[] { 1, 1, 1, 1, 1 })]
    public void Apply_Minibatches_DealEveryEpisodeOutOnce(int minibatches, int[] sizes)
    {
        var engine = new RecordingEngine();
        Sample[] samples = [.. Enumerable.Range(1, 5).Select(i => Sample(0, i, [.. Enumerable.Repeat(0, i)]))];
        Update(minibatches).Apply(engine, null, samples, version: 0, seed: 1, default);
        Assert.Equal(sizes, engine.Batches.Select(batch => batch.Count));
        Assert.Equal(sizes.Length, engine.Steps.Count);
        Assert.Equal([3, 4, 5, 6, 7], engine.Batches.SelectMany(batch => batch).Select(sequence => sequence.Tokens.Length).Order());
    }

    [Fact]
    public void Apply_RewardedTokens_BecomeLikelier()
    {
        using var engine = TinyPolicy.Engine();
        TokenSequence[] said = [Sequence(Sample(0, 1, 0, 0)), Sequence(Sample(9, 0, 0, 0))];
        var before = engine.Score(said, default).Select(scores => scores.Logprobs.Sum()).ToArray();
        var (good, bad) = (WithLogprobs(Sample(0, 1, 0, 0)), WithLogprobs(Sample(9, 0, 0, 0)));
        Update().Apply(engine, null, [good, bad with { Scored = bad.Scored with { Group = 0 } }], version: 0, seed: 1, default);
        var after = engine.Score(said, default).Select(scores => scores.Logprobs.Sum()).ToArray();
        Assert.True(after[0] > before[0] && after[1] < before[1]);

        Sample WithLogprobs(Sample sample) => sample with
        {
            Tokens = sample.Tokens! with { BehaviorLogprobs = [0, 0, .. engine.Score([Sequence(sample)], default)[0].Logprobs] },
        };
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(9, 4)]
    public void Apply_AccumulationPasses_GiveTheGradientOfOnePass(int passes, int calls)
    {
        Sample[] samples = [Sample(0, 1, 0), Sample(0, 0.2, 0, 0), Sample(1, 1, 0, 0, 0), Sample(1, 0.5, 0, 0, 0, 0)];
        var whole = new RecordingEngine();
        Update().Apply(whole, null, samples, version: 0, seed: 1, default);
        var parts = new RecordingEngine();
        var summary = Update(passes: passes).Apply(parts, null, samples, version: 0, seed: 1, default);

        Assert.Equal(calls, parts.Batches.Count);
        Assert.Single(parts.Steps);
        Assert.Equal(1, summary.OptimizerSteps);
        var expected = GradientsByLength(whole);
        Assert.All(GradientsByLength(parts), pair => Assert.Equal(expected[pair.Key], pair.Value));
    }

    [Fact]
    public void Apply_Epochs_GoThroughTheBatchAgainInAnotherOrder()
    {
        var engine = new RecordingEngine();
        Sample[] samples = [.. Enumerable.Range(1, 8).Select(i => Sample(0, i, [.. Enumerable.Repeat(0, i)]))];
        var summary = Update(minibatches: 2, epochs: 3).Apply(engine, null, samples, version: 0, seed: 1, default);

        var epochs = engine.Batches.Chunk(2).Select(epoch => epoch.SelectMany(batch => batch).Select(sequence => sequence.Tokens.Length).ToArray()).ToArray();
        Assert.Equal(6, summary.OptimizerSteps);
        Assert.All(epochs, epoch => Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], epoch.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
    }

    [Fact]
    public void Apply_SequenceAggregation_WeighsEveryEpisodeAlike()
    {
        // Advantages ±1, two episodes with 1 and 3 tokens: −1 / (1 · 2) and 1 / (3 · 2).
        var engine = new RecordingEngine();
        Update(loss: new PolicyGradientOptions { Aggregation = LossAggregation.Sequence }).Apply(
            engine, null, [Sample(0, 1, 0), Sample(0, 0, 0, 0, 0)], version: 0, seed: 1, default);

        var gradients = GradientsByLength(engine);
        Assert.Equal(-0.5, gradients[3][0], 1e-7);
        Assert.All(gradients[5], gradient => Assert.Equal(1.0 / 6, gradient, 1e-7));
    }

    [Fact]
    public void Apply_Whitened_AdvantagesHaveMeanZeroAndDeviationOneOverTokens()
    {
        // Advantages 1 (one token) and −1 (three): mean −1/2, deviation √(3/4); whitened √3 and −1/√3, over 4 tokens.
        var engine = new RecordingEngine();
        Update(loss: new PolicyGradientOptions { WhitenAdvantages = true }).Apply(
            engine, null, [Sample(0, 1, 0), Sample(0, 0, 0, 0, 0)], version: 0, seed: 1, default);

        var gradients = GradientsByLength(engine);
        Assert.Equal(-1.7320508 / 4, gradients[3][0], 1e-6);
        Assert.All(gradients[5], gradient => Assert.Equal(0.5773503 / 4, gradient, 1e-6));
    }

    [Fact]
    public void Apply_ZeroVarianceGroupsRefused_AreNotInTheMeanOverTokens()
    {
        // Without the gate the other group's five tokens would make each gradient 1 / 7.
        Sample[] samples = [Sample(0, 1, 0), Sample(0, 0, 0), Sample(1, 1, 0, 0), Sample(1, 1, 0, 0, 0)];
        var engine = new RecordingEngine();
        var summary = Update(gate: new ZeroVarianceGate()).Apply(engine, null, samples, version: 0, seed: 1, default);

        Assert.Equal([-0.5, 0.5], engine.Gradients[0].Select(tokens => (double)tokens[0]).Order());
        Assert.Equal(1, summary.ZeroVarianceGroups);
        Assert.Equal([new(1, "zero-variance")], summary.RefusedGroups);
        Assert.Equal([null, null, "its group was refused: zero-variance", "its group was refused: zero-variance"], summary.LeftOut);
    }

    [Fact]
    public void Apply_PpoWithAGate_LearnsFromTheAdmittedGroupsAlone()
    {
        // The head says 0.25: advantage 0.75 and return 1 for the one token admitted; the group of four tokens that passes always is refused.
        var engine = new RecordingEngine(logprob: -1, value: 0.25f);
        var ppo = new ProximalPolicyOptimization(new GaeOptions(), new CriticOptions { Coefficient = 0.5, LearningRate = 0.01 });
        var band = new PassRateBandGate(new PassRateBandOptions { Lowest = 0.5, Highest = 0.9 });
        var summary = Update(algorithm: ppo, gate: band).Apply(
            engine, null, [Sample(0, 1, 0), Sample(0, 0, 0), Sample(1, 1, 0, 0), Sample(1, 1, 0, 0), Sample(2, 0, 0)], version: 0, seed: 1, default);

        // Advantages 0.75 and −0.25 over two tokens.
        Assert.Equal([-0.375, 0.125], engine.Gradients[0].Select(tokens => (double)tokens[0]).Order());
        Assert.Equal([new(1, "too-easy"), new(2, "too-hard")], summary.RefusedGroups);
        var metrics = UpdateMetrics.Of(1, summary, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.Equal((2, 1, 1), (metrics["refusedGroups"], metrics["refusedGroups/too-easy"], metrics["refusedGroups/too-hard"]));
        Assert.Equal(0.6, summary.PassRate);
    }

    [Fact]
    public void Apply_EveryGroupRefused_TakesNoStep()
    {
        using var engine = TinyPolicy.Engine();
        var before = TinyPolicy.State(engine);
        var summary = Update(loss: new PolicyGradientOptions { EntropyCoefficient = 0.1 }, gate: new PassRateBandGate(new PassRateBandOptions())).Apply(
            engine, null, [Sample(0, 1, 0, 0), Sample(0, 1, 0, 0)], version: 0, seed: 1, default);

        Assert.Equal(before, TinyPolicy.State(engine));
        Assert.Equal((0, "too-easy"), (summary.OptimizerSteps, summary.RefusedGroups[0]));
    }

    [Fact]
    public void Apply_NothingToLearn_TakesNoOptimiserStep()
    {
        using var engine = TinyPolicy.Engine();
        var before = TinyPolicy.State(engine);
        var summary = Update(minibatches: 2).Apply(engine, null, [Sample(0, 1, 0, 0), Sample(0, 1, 0, 0)], version: 0, seed: 1, default);

        Assert.Equal(before, TinyPolicy.State(engine));
        Assert.Equal((0, 0.0), (summary.OptimizerSteps, summary.GradientNorm));
        Assert.True(summary.Entropy > 1);
    }

    [Fact]
    public void Apply_NothingToLearnButEntropy_TakesSteps()
    {
        var engine = new RecordingEngine();
        var summary = Update(loss: new PolicyGradientOptions { EntropyCoefficient = 0.1 }).Apply(
            engine, null, [Sample(0, 1, 0), Sample(0, 1, 0)], version: 0, seed: 1, default);

        Assert.Equal((1, 1), (summary.OptimizerSteps, engine.Steps.Count));
    }

    [Fact]
    public void Apply_KlInTheReward_TakesTheSumOffTheTrajectorysReward()
    {
        // Sampled with logprob −1, the reference says −1.5 (k1: 0.5 nats a token), coefficient 0.4. Rewards 1 − 0.2 and 1 − 0.6: advantages 0.2 and −0.2
        // about their mean, over 4 tokens.
        var engine = new RecordingEngine(logprob: -1);
        var loss = new PolicyGradientOptions { KlCoefficient = 0.4, KlEstimator = KlEstimator.K1, KlPlacement = KlPlacement.Reward };
        var plain = new GroupRelativePolicyOptimization(new GroupComparison(new GroupOptions()), new GroupAdvantage(new GroupAdvantageOptions()));
        var summary = Update(loss: loss, algorithm: plain).Apply(
            engine, new RecordingEngine(logprob: -1.5f), [Sample(0, 1, 0), Sample(0, 1, 0, 0, 0)], version: 0, seed: 1, default);

        var gradients = GradientsByLength(engine);
        Assert.Equal(-0.05, gradients[3][0], 1e-7);
        Assert.All(gradients[5], gradient => Assert.Equal(0.05, gradient, 1e-7));
        // k3 of log-ratio 0.5: e^−0.5 − 1 + 0.5.
        Assert.Equal(0.1065307, summary.ReferenceKl!.Value, 1e-6);
        Assert.Equal(1, summary.Reward);
    }

    [Fact]
    public void Apply_KlInTheLoss_PullsTowardsTheReference()
    {
        // No advantage; k2's derivative is the log-ratio 0.5, coefficient 0.4, two tokens.
        var engine = new RecordingEngine(logprob: -1);
        var loss = new PolicyGradientOptions { KlCoefficient = 0.4, KlEstimator = KlEstimator.K2 };
        Update(loss: loss).Apply(engine, new RecordingEngine(logprob: -1.5f), [Sample(0, 1, 0), Sample(0, 1, 0)], version: 0, seed: 1, default);

        Assert.All(engine.Gradients[0], tokens => Assert.Equal(0.4 * 0.5 / 2, tokens[0], 1e-7));
    }

    [Fact]
    public void Apply_Ppo_GradientsAreThoseOfGaeAndTheValueError()
    {
        // The head says 0.25 everywhere. Rewards 0, 0, 1 with γ = λ = 1: advantages 0.75 each, returns 1; value errors −0.75, coefficient 0.5, three tokens.
        var engine = new RecordingEngine(logprob: -1, value: 0.25f);
        var ppo = new ProximalPolicyOptimization(new GaeOptions(), new CriticOptions { Coefficient = 0.5, LearningRate = 0.01 });
        var summary = Update(algorithm: ppo).Apply(engine, null, [Sample(0, 1, 0, 0, 0), Failed(0, 9)], version: 0, seed: 1, default);

        Assert.All(engine.Gradients[0][0], gradient => Assert.Equal(-0.75 / 3, gradient, 1e-7));
        Assert.All(engine.ValueGradients[0][0], gradient => Assert.Equal(-0.75 * 0.5 / 3, gradient, 1e-7));
        Assert.Equal(0.5 * 0.75 * 0.75, summary.ValueLoss!.Value, 1e-7);
        Assert.Equal(0, summary.ExplainedVariance);
        // The first update: a fifth of each peak.
        Assert.Equal(0.001 / 5, engine.Steps[0].LearningRate, 1e-12);
        Assert.Equal(0.01 / 5, engine.Steps[0].ValueLearningRate!.Value, 1e-12);
    }

    [Fact]
    public void Apply_NoCritic_LeavesTheValueHeadAlone()
    {
        var engine = new RecordingEngine();
        var summary = Update().Apply(engine, null, [Sample(0, 1, 0), Sample(0, 0, 0)], version: 0, seed: 1, default);

        Assert.All(engine.ValueGradients[0], tokens => Assert.Equal([0f], tokens));
        Assert.Null(engine.Steps[0].ValueLearningRate);
        Assert.Null(summary.ValueLoss);
    }

    private static TokenSequence Sequence(Sample sample) => new() { Tokens = sample.Tokens!.Tokens, Sampled = sample.Tokens.Sampled, Temperature = 0.8f };
}
