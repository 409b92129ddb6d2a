using Tarl.Learner.CloneDemonstrator;
using Tarl.Policy.Engines;

namespace Tarl.Learner.Tests.CloneDemonstrator;

public sealed class BehaviorClonerTests
{
    private static readonly TokenSequence[] Demonstrations =
    [
        TinyPolicy.Demonstration("My order is #W1234567.", "Order #W1234567 is pending."),
        TinyPolicy.Demonstration("Please cancel my order.", "Which one?"),
        TinyPolicy.Demonstration("It is #W7654321.", "Done."),
    ];

    private static BehaviorCloner Cloner(CloningOptions? options = null, ulong seed = 6) =>
        TinyPolicy.Cloner(Demonstrations, options ?? new CloningOptions { BatchSequences = 5 }, seed);

    private static string Batch(RecordingEngine engine) => string.Join('\n', engine.Batches[^1].Select(sequence => string.Join(' ', sequence.Tokens)));

    [Fact]
    public void Step_SameStep_HasTheSameBatchWhateverCameBefore()
    {
        var (fresh, used) = (new RecordingEngine(), new RecordingEngine());
        Cloner().Step(fresh, 7, default);
        var cloner = Cloner();
        for (var step = 0; step <= 7; step++) cloner.Step(used, step, default);
        Assert.Equal(Batch(fresh), Batch(used));
        Assert.Equal(8, used.Batches.Select(batch => string.Join(' ', batch.SelectMany(sequence => sequence.Tokens))).Distinct().Count());
    }

    [Fact]
    public void Step_OtherSeed_HasAnotherBatch()
    {
        var (one, other) = (new RecordingEngine(), new RecordingEngine());
        Cloner(seed: 6).Step(one, 0, default);
        Cloner(seed: 7).Step(other, 0, default);
        Assert.NotEqual(Batch(one), Batch(other));
    }

    [Fact]
    public void Step_Loss_IsTheMeanOverTheAgentsTokens()
    {
        var engine = new RecordingEngine(logprob: -3);
        var (loss, tokens) = Cloner().Step(engine, 0, default);
        var targets = engine.Batches[0].Sum(sequence => sequence.Sampled.Count(sampled => sampled));
        Assert.Equal(3, loss, 1e-9);
        Assert.Equal(engine.Batches[0].Sum(sequence => sequence.Tokens.Length), tokens);
        Assert.All(engine.Gradients[0].SelectMany(gradients => gradients), gradient => Assert.Equal(-1.0 / targets, gradient, 1e-9));
    }

    [Fact]
    public void Step_LearningRate_WarmsUpThenFallsByACosineToATenth()
    {
        var engine = new RecordingEngine();
        var cloner = Cloner(new CloningOptions { RepetitionSteps = 0, BatchSequences = 1, Steps = 110, WarmupSteps = 10, LearningRate = 1 });
        foreach (var step in new[] { 0, 4, 9, 10, 60, 110 }) cloner.Step(engine, step, default);

        // Half way down, at step 10 + 100 / 2, the cosine is 0: 0.1 + 0.9 / 2.
        Assert.Equal([0.1, 0.5, 1, 1, 0.55, 0.1], engine.Steps.Select(options => Math.Round(options.LearningRate, 12)));
    }

    [Fact]
    public void Step_Repetitions_ComeFirstAndEndWithTheTokensTheyBeganWith()
    {
        var engine = new RecordingEngine();
        var cloner = Cloner(new CloningOptions { RepetitionSteps = 2, RepetitionSequences = 3, BatchSequences = 5, Steps = 4, DrillShare = 0 });
        for (var step = 0; step < 3; step++) cloner.Step(engine, step, default);

        Assert.Equal(6, cloner.Steps);
        Assert.Equal([3, 3, 5], engine.Batches.Select(batch => batch.Count));
        Assert.All(engine.Batches[0].Concat(engine.Batches[1]), sequence =>
        {
            // After the separator and the first token come the targets: the rest of what stood at the beginning.
            var repeated = sequence.Sampled.Count(sampled => sampled) + 1;
            Assert.InRange(repeated, 6, 39);
            Assert.Equal(sequence.Tokens[1..(repeated + 1)], sequence.Tokens[^repeated..]);
            Assert.Equal(TinyPolicy.Template.EndOfTurnToken, sequence.Tokens[^(repeated + 1)]);
        });
    }

    [Fact]
    public void Step_DrillsAreOver_OnlyDemonstrationsWithOtherIds()
    {
        var engine = new RecordingEngine();
        var cloner = Cloner(new CloningOptions { RepetitionSteps = 0, BatchSequences = 60, Steps = 10, DrillShare = 0.5, DrillUntil = 0.3 });
        cloner.Step(engine, 2, default);
        cloner.Step(engine, 3, default);

        // A demonstration keeps its mask; a drill as long as one of the three is possible, 60 of them are not.
        var masks = Demonstrations.Select(Mask).ToHashSet();
        Assert.InRange(engine.Batches[0].Count(sequence => masks.Contains(Mask(sequence))), 10, 50);
        Assert.All(engine.Batches[1], sequence => Assert.Contains(Mask(sequence), masks));
        Assert.DoesNotContain(engine.Batches[1], sequence => TinyPolicy.Tokenizer.Decode(sequence.Tokens).Contains("1234567", StringComparison.Ordinal));

        static string Mask(TokenSequence sequence) => string.Concat(sequence.Sampled.Select(sampled => sampled ? '1' : '0'));
    }

    [Fact]
    public void Step_TinyProblem_LossFallsToAQuarter()
    {
        using var engine = TinyPolicy.Engine();
        var cloner = Cloner(new CloningOptions { RepetitionSteps = 0, BatchSequences = 4, Steps = 80, WarmupSteps = 2, LearningRate = 0.02, DrillShare = 0 });
        var losses = Enumerable.Range(0, 80).Select(step => cloner.Step(engine, step, default).Loss).ToArray();

        // At first every token is as likely as another.
        Assert.Equal(Math.Log(TinyPolicy.Tokenizer.VocabSize), losses[0], 0.1);
        Assert.InRange(losses[^10..].Average(), 0, losses[0] / 4);
    }
}
