using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Engines;

public sealed class GeneratorTests
{
    [Theory]
    [InlineData(1, 1f)]
    [InlineData(2, 0.6f)]
    [InlineData(3, 0f)]
    [InlineData(4, 1.7f)]
    public void Advance_RandomChunksAndMates_GivesTheBitsThatScoreGives(ulong seed, float temperature)
    {
        var random = new SeededRandom(seed);
        using var engine = TinyModel.Engine();
        using var generator = engine.CreateGenerator();
        var conversations = Enumerable.Range(0, 11).Select(_ => new Conversation(generator.Open())).ToList();
        for (var round = 0; round < 40; round++)
        {
            var mates = conversations.Where(conversation => conversation.Tokens.Count < 120 && random.Chance(0.6)).ToList();
            Play(generator, mates, random, temperature);
        }

        var scores = engine.Score([.. conversations.Select(conversation => conversation.Sequence(temperature))], CancellationToken.None);
        Assert.True(scores.Sum(score => score.Logprobs.Length) > 100);
        for (var i = 0; i < conversations.Count; i++) Assert.Equal(conversations[i].Logprobs, scores[i].Logprobs);
    }

    [Fact]
    public void Advance_ManyUniforms_DrawsInProportionToTheProbabilities()
    {
        using var engine = TinyModel.Engine();
        using var generator = engine.CreateGenerator();
        const int Draws = 2000;
        var counts = new int[TinyModel.Config.VocabSize];
        var logprobs = new float[TinyModel.Config.VocabSize];
        for (var i = 0; i < Draws; i++)
        {
            // Equally spaced uniforms hit a token of probability p between Draws * p - 1 and Draws * p + 1 times.
            var sampled = Once(generator, new GenerationInput(generator.Open(), new[] { 5, 6 }, true, 1, (i + 0.5) / Draws));
            counts[sampled.Token]++;
            logprobs[sampled.Token] = sampled.Logprob;
            generator.Close(0);
        }

        for (var token = 0; token < counts.Length; token++)
        {
            if (counts[token] > 0) Assert.InRange(counts[token], Draws * Math.Exp(logprobs[token]) - 1.01, Draws * Math.Exp(logprobs[token]) + 1.01);
        }
    }

    [Fact]
    public void Advance_TemperatureZero_TakesTheLikeliestTokenWithItsProbabilityAtOne()
    {
        using var engine = TinyModel.Engine();
        using var generator = engine.CreateGenerator();
        var greedy = Once(generator, new GenerationInput(generator.Open(), new[] { 8, 2, 30 }, true, 0, 0.99));

        var all = Enumerable.Range(0, 37).Select(token => engine.Score(
            [new TokenSequence { Tokens = [8, 2, 30, token], Sampled = [false, false, false, true] }], CancellationToken.None)[0].Logprobs[0]).ToList();
        Assert.Equal(all.IndexOf(all.Max()), greedy.Token);
        Assert.Equal(all.Max(), greedy.Logprob);
    }

    [Fact]
    public void Advance_NotAskedToSample_ReturnsMinusOneAndExtendsTheCache()
    {
        using var engine = TinyModel.Engine();
        using var generator = engine.CreateGenerator();
        var sequence = generator.Open();

        Assert.Equal(-1, Once(generator, new GenerationInput(sequence, new[] { 1, 2, 3 }, false, 1, 0)).Token);
        Assert.Equal(3, generator.Length(sequence));
    }

    [Fact]
    public void Open_AfterClose_StartsEmptyWhateverTheCacheHeld()
    {
        using var engine = TinyModel.Engine();
        using var generator = engine.CreateGenerator();
        var input = new GenerationInput(generator.Open(), new[] { 4, 5, 6, 7 }, true, 1, 0.3);
        var fresh = Once(generator, input);
        generator.Close(0);
        Once(generator, new GenerationInput(generator.Open(), Enumerable.Repeat(9, 90).ToArray(), false, 1, 0));
        generator.Close(0);

        Assert.Equal(0, generator.Open());
        Assert.Equal(0, generator.Length(0));
        Assert.Equal(fresh, Once(generator, input));
    }

    [Fact]
    public void Advance_ImpossibleInput_ChangesNoCache()
    {
        using var engine = TinyModel.Engine();
        using var generator = engine.CreateGenerator();
        var (first, second) = (generator.Open(), generator.Open());
        var good = new GenerationInput(first, new[] { 1 }, false, 1, 0);
        foreach (var bad in new[]
        {
            new GenerationInput(second, new[] { 37 }, false, 1, 0),
            new GenerationInput(second, Array.Empty<int>(), false, 1, 0),
            new GenerationInput(second, new int[161], false, 1, 0),
            new GenerationInput(second, new[] { 1 }, true, float.NaN, 0),
            new GenerationInput(second, new[] { 1 }, true, 1, 1.0),
            new GenerationInput(first, new[] { 1 }, false, 1, 0),
            new GenerationInput(7, new[] { 1 }, false, 1, 0),
        })
        {
            Assert.Throws<ArgumentException>(() => generator.Advance([good, bad], new SampledToken[2]));
            Assert.Equal(0, generator.Length(first));
        }
    }

    [Fact]
    public void Advance_AfterAStep_UsesTheNewWeights()
    {
        using var engine = TinyModel.Engine();
        using var generator = engine.CreateGenerator();
        engine.AccumulateGradients(
            [new TokenSequence { Tokens = [5, 6], Sampled = [false, true] }], new QuadraticLoss(), CancellationToken.None);
        engine.Step(new AdamWOptions { LearningRate = 0.05 });

        var sampled = Once(generator, new GenerationInput(generator.Open(), new[] { 5 }, true, 1, 0.5));
        var scored = engine.Score([new TokenSequence { Tokens = [5, sampled.Token], Sampled = [false, true] }], CancellationToken.None);
        Assert.Equal(scored[0].Logprobs[0], sampled.Logprob);
    }

    private static SampledToken Once(IGenerator generator, GenerationInput input)
    {
        var outputs = new SampledToken[1];
        generator.Advance([input], outputs);
        return outputs[0];
    }

    private static void Play(IGenerator generator, List<Conversation> mates, SeededRandom random, float temperature)
    {
        var samples = mates.ToDictionary(mate => mate, _ => random.Chance(0.7));
        var inputs = mates.Select(mate => new GenerationInput(
            mate.Handle, mate.Pending(random), samples[mate], temperature, random.NextDouble())).ToArray();
        var outputs = new SampledToken[inputs.Length];
        generator.Advance(inputs, outputs);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (samples[mates[i]]) mates[i].Take(outputs[i]);
        }
    }

    private sealed class Conversation(int handle)
    {
        private int _unread; // the last sampled token, not yet in the cache

        public int Handle => handle;

        public List<int> Tokens { get; } = [];

        public List<bool> Sampled { get; } = [];

        public List<float> Logprobs { get; } = [];

        public int[] Pending(SeededRandom random)
        {
            var given = _unread == 0 || random.Chance(0.3) ? random.Next(1, 25) : 0;
            for (var i = 0; i < given; i++)
            {
                Tokens.Add(random.Next(TinyModel.Config.VocabSize));
                Sampled.Add(false);
            }

            var pending = Tokens[^(_unread + given)..].ToArray();
            _unread = 0;
            return pending;
        }

        public void Take(SampledToken sampled)
        {
            Tokens.Add(sampled.Token);
            Sampled.Add(true);
            Logprobs.Add(sampled.Logprob);
            _unread = 1;
        }

        public TokenSequence Sequence(float temperature) => new() { Tokens = [.. Tokens], Sampled = [.. Sampled], Temperature = temperature };
    }
}
