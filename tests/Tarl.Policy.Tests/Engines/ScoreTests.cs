using Tarl.Policy.Engines;
using Tarl.Policy.Model;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Engines;

public sealed class ScoreTests
{
    [Theory]
    [InlineData(2, 1f)]
    [InlineData(16, 0.5f)]
    [InlineData(17, 1f)]
    [InlineData(33, 2f)]
    [InlineData(150, 0f)]
    public void Score_AgainstDoublePrecisionReference_Agrees(int length, float temperature)
    {
        using var engine = TinyModel.Engine();
        var reference = TinyModel.Reference(engine);
        var sequence = TinyModel.Sequence(new SeededRandom((ulong)length), length, temperature) with { Sampled = [false, .. Enumerable.Repeat(true, length - 1)] };

        var scores = engine.Score([sequence], CancellationToken.None)[0];
        var expected = reference.Score(sequence);

        Assert.Equal(length - 1, scores.Logprobs.Length);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Logprob, scores.Logprobs[i], 2e-5);
            Assert.Equal(expected[i].Entropy, scores.Entropies[i], 2e-5);
            Assert.Equal(expected[i].Value, scores.Values[i], 2e-5);
        }
    }

    [Fact]
    public void Score_SomeTokensSampled_GivesTheSameBitsAsScoringAll()
    {
        using var engine = TinyModel.Engine();
        var some = TinyModel.Sequence(new SeededRandom(4), 70);
        var all = some with { Sampled = [false, .. Enumerable.Repeat(true, 69)] };

        var scores = engine.Score([some, all], CancellationToken.None);

        Assert.Equal(scores[1].Logprobs.Where((_, i) => some.Sampled[i + 1]), scores[0].Logprobs);
        Assert.Equal(scores[1].Values.Where((_, i) => some.Sampled[i + 1]), scores[0].Values);
    }

    [Fact]
    public void Score_FreshModel_IsNearlyUniformWithValueZero()
    {
        using var engine = new Tarl.Policy.Engines.Managed.ManagedEngine(TinyModel.Config, seed: 9, threads: 1);
        var scores = engine.Score([new TokenSequence { Tokens = [3, 4], Sampled = [false, true] }], CancellationToken.None)[0];

        Assert.Equal([0f], scores.Values);
        Assert.Equal(Math.Log(37), scores.Entropies[0], 0.05);
    }

    [Theory]
    [InlineData(new[] { 1, 37 }, new[] { false, true }, 1f, "Sequence 1: token 37 is not in the vocabulary.")]
    [InlineData(new[] { 1, -1 }, new[] { false, true }, 1f, "Sequence 1: token -1 is not in the vocabulary.")]
    [InlineData(new[] { 1, 2 }, new[] { true, true }, 1f, "Sequence 1: the first token cannot be sampled.")]
    [InlineData(new[] { 1, 2 }, new[] { false }, 1f, "Sequence 1: there must be one mask entry a token.")]
    [InlineData(new[] { 1, 2 }, new[] { false, true }, -1f, "Sequence 1: -1 is not a temperature.")]
    public void Score_ImpossibleSequence_SaysWhich(int[] tokens, bool[] sampled, float temperature, string message)
    {
        using var engine = TinyModel.Engine();
        var good = new TokenSequence { Tokens = [1], Sampled = [false] };
        var bad = new TokenSequence { Tokens = tokens, Sampled = sampled, Temperature = temperature };

        var exception = Assert.Throws<ArgumentException>(() => engine.Score([good, bad], CancellationToken.None));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_TooLong_IsRefused()
    {
        using var engine = TinyModel.Engine();
        var exception = Assert.Throws<ArgumentException>(
            () => engine.Score([new TokenSequence { Tokens = new int[161], Sampled = new bool[161] }], CancellationToken.None));

        Assert.Contains("161 tokens exceed the model's 160 positions", exception.Message, StringComparison.Ordinal);
    }
}
