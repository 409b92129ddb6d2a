using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;
using Tarl.Learner.Advantages;
using Tarl.Learner.Losses;
using Tarl.Learner.UpdatePolicy;
using Tarl.Policy.Engines;

namespace Tarl.Learner.Tests.UpdatePolicy;

public sealed class GroupRelativeUpdateTests
{
    private static GroupRelativeUpdate Update(int minibatches = 1) =>
        new(new ReinforcementOptions { Minibatches = minibatches, Temperature = 0.8, LearningRate = 0.001 }, new PolicyGradientOptions(), new GroupAdvantage(new GroupAdvantageOptions { NormalizeByDeviation = true, Epsilon = 0 }));

    private static EpisodeScored Scored(int group, double reward) => new()
    {
        EpisodeId = Episode.Id,
        Batch = "update-1",
        Group = group,
        Trial = 0,
        TaskId = "t",
        Kind = "cancel",
        Purpose = Tarl.Contracts.Curriculum.RolloutPurpose.Training,
        StopReason = StopReason.UserStopped,
        Success = reward > 0.5,
        Reward = reward,
        AgentTurns = 1,
        ToolErrors = 0,
        SampledTokens = 2,
        Tokens = 4,
        WaitTokens = 0,
    };

    /// <summary>Two forced tokens, then sampled ones that were sampled with logprob −1 by the versions given.</summary>
    private static Sample Sample(int group, double reward, params int[] versions) => new(
        Scored(group, reward),
        new EpisodeTokens
        {
            Tokens = [1, 2, .. versions.Select((_, i) => group + i + 3)],
            Sampled = [false, false, .. versions.Select(_ => true)],
            BehaviorLogprobs = [0, 0, .. versions.Select(_ => -1f)],
            PolicyVersions = [-1, -1, .. versions],
        });

    private static Sample Failed(int group, double reward) => Sample(group, reward, 0, 0) with
    {
        Scored = Scored(group, reward) with { Failure = new EpisodeFailure { Boundary = Boundary.Sandbox, Message = "gone" } },
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
        Update().Apply(engine, [Sample(0, 1, 0), Sample(0, 1, 0, 0), Sample(0, 0.1, 0, 0, 0)], version: 0, seed: 1, default);

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
        var summary = Update().Apply(engine, [Sample(0, 1, 0), Sample(0, 0, 0)], version: 0, seed: 1, default);
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

        var summary = Update(minibatches: 2).Apply(one, valid, version: 0, seed: 5, default);
        var mixedSummary = Update(minibatches: 2).Apply(other, mixed, version: 0, seed: 5, default);

        Assert.Equal(TinyPolicy.State(one), TinyPolicy.State(other));
        Assert.NotEqual(TinyPolicy.State(TinyPolicy.Engine()), TinyPolicy.State(one));
        Assert.Equal((8, 4, 1), (mixedSummary.Episodes, mixedSummary.Failures, mixedSummary.DroppedGroups));
        Assert.Equal(summary with { Episodes = 8, Failures = 4, DroppedGroups = 1 }, mixedSummary);
        Assert.Equal((0.5, 0.625), (summary.PassRate, summary.Reward));
    }

    [Fact]
    public void Apply_NoValidEpisode_TakesNoStep()
    {
        var engine = new RecordingEngine();
        var summary = Update(minibatches: 4).Apply(engine, [Failed(0, 1), Lost(0, 0)], version: 0, seed: 1, default);
        Assert.Empty(engine.Steps);
        Assert.Equal((0.0, 0.0, 0.0, 2, 2), (summary.PassRate, summary.Reward, summary.GradientNorm, summary.Episodes, summary.Failures));
    }

    [Fact]
    public void Apply_Staleness_IsTheMeanOverSampledTokens()
    {
        var summary = Update().Apply(new RecordingEngine(), [Sample(0, 1, 1, 1), Sample(0, 0, 4, 3)], version: 4, seed: 1, default);
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
        Update(minibatches).Apply(engine, samples, version: 0, seed: 1, default);
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
        Update().Apply(engine, [good, bad with { Scored = bad.Scored with { Group = 0 } }], version: 0, seed: 1, default);
        var after = engine.Score(said, default).Select(scores => scores.Logprobs.Sum()).ToArray();
        Assert.True(after[0] > before[0] && after[1] < before[1]);

        Sample WithLogprobs(Sample sample) => sample with
        {
            Tokens = sample.Tokens! with { BehaviorLogprobs = [0, 0, .. engine.Score([Sequence(sample)], default)[0].Logprobs] },
        };
    }

    private static TokenSequence Sequence(Sample sample) => new() { Tokens = sample.Tokens!.Tokens, Sampled = sample.Tokens.Sampled, Temperature = 0.8f };
}
