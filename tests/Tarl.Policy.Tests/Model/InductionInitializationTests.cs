using Tarl.Policy.Model;

namespace Tarl.Policy.Tests.Model;

public sealed class InductionInitializationTests
{
    private const int Hidden = 16;
    private const int HeadSize = 32;
    private const double Theta = 1_000_000;

    private static readonly ModelConfig Config = new()
    {
        VocabSize = 300, HiddenSize = Hidden, Layers = 2, Heads = 4, KeyValueHeads = 2, HeadSize = HeadSize, IntermediateSize = 16, RopeTheta = Theta,
    };

    /// <summary>A model of zeros, initialised.</summary>
    private static Dictionary<string, SafetensorsTensor> Initialized(ulong seed = 1)
    {
        var tensors = new Dictionary<string, SafetensorsTensor>();
        Add("model.embed_tokens.weight", Config.VocabSize, Hidden);
        for (var layer = 0; layer < 2; layer++)
        {
            var attention = $"model.layers.{layer}.self_attn.";
            Add(attention + "q_proj.weight", 4 * HeadSize, Hidden);
            Add(attention + "k_proj.weight", 2 * HeadSize, Hidden);
            Add(attention + "v_proj.weight", 2 * HeadSize, Hidden);
            Add(attention + "o_proj.weight", Hidden, 4 * HeadSize);
            Add(attention + "q_norm.weight", HeadSize);
            Add(attention + "k_norm.weight", HeadSize);
        }

        InductionInitialization.Apply(Config, tensors, seed);
        return tensors;

        void Add(string name, params int[] shape) =>
            tensors.Add(name, new SafetensorsTensor(name, shape, new float[shape.Aggregate(1, (product, size) => product * size)]));
    }

    /// <summary>What a head makes of the component that all embeddings share: column 0 of its rows.</summary>
    private static double[] SharedPart(SafetensorsTensor projection, int head) =>
        [.. Enumerable.Range(head * HeadSize, HeadSize).Select(row => (double)projection.Values[row * Hidden])];

    /// <summary>Rotary embedding, written down from its definition: pair (i, i + half) turns by position · theta^(−i/half).</summary>
    private static double[] Rotate(double[] vector, int position)
    {
        var half = vector.Length / 2;
        var rotated = new double[vector.Length];
        for (var i = 0; i < half; i++)
        {
            var (sin, cos) = Math.SinCos(position * Math.Pow(Theta, -(double)i / half));
            rotated[i] = (vector[i] * cos) - (vector[i + half] * sin);
            rotated[i + half] = (vector[i + half] * cos) + (vector[i] * sin);
        }

        return rotated;
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void Apply_FirstLayersFirstHeads_LookOneAndTwoTokensBack(int head, int expectedDistance)
    {
        var scores = ScoresByDistance(head, keyHead: 0);
        Assert.Equal(expectedDistance, Array.IndexOf(scores, scores.Max()));
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 6)]
    public void Apply_FirstLayersOtherHeads_LookAroundThePlacesBefore(int head, int centre)
    {
        var scores = ScoresByDistance(head, keyHead: 1);
        Assert.Equal(centre, Array.IndexOf(scores, scores.Max()));
        Assert.Equal(scores[centre - 3], scores[centre + 3], 1e-6);

        // Slow pairs: some places further it has hardly fallen, a hundred places further it has.
        Assert.InRange(scores[centre + 3] / scores[centre], 0.9, 1);
        Assert.InRange(scores[centre + 100] / scores[centre], -1, 0.5);
    }

    private static double[] ScoresByDistance(int head, int keyHead)
    {
        var tensors = Initialized();
        var query = Rotate(SharedPart(tensors["model.layers.0.self_attn.q_proj.weight"], head), 150);
        var key = SharedPart(tensors["model.layers.0.self_attn.k_proj.weight"], keyHead);
        return [.. Enumerable.Range(0, 120).Select(distance => query.Zip(Rotate(key, 150 - distance), (q, k) => q * k).Sum())];
    }

    [Fact]
    public void Apply_SecondLayer_ReadsWhatTheFirstHandsOn()
    {
        var tensors = Initialized();
        var (written, read) = (tensors["model.layers.0.self_attn.o_proj.weight"].Values, tensors["model.layers.1.self_attn.k_proj.weight"].Values);

        // In the slow rotary pairs a key of layer 1 is the direction in which heads 0 and 3 of layer 0 write, at a tenth: the token before and its neighbourhood.
        foreach (var row in new[] { HeadSize / 4, HeadSize / 2 - 1, 3 * HeadSize / 4, HeadSize - 1 })
        {
            for (var column = 0; column < Hidden; column++)
            {
                var outputs = column * 4 * HeadSize;
                Assert.Equal(read[(row * Hidden) + column] * 0.1, written[outputs + row] + written[outputs + (3 * HeadSize) + row], 1e-6);
            }
        }
    }

    [Fact]
    public void Apply_SameSeed_SameWeights_OtherSeed_Others()
    {
        const string Name = "model.layers.1.self_attn.v_proj.weight";
        Assert.Equal(Initialized(1)[Name].Values, Initialized(1)[Name].Values);
        Assert.NotEqual(Initialized(1)[Name].Values, Initialized(2)[Name].Values);
    }

    [Fact]
    public void Apply_OneLayer_Throws() =>
        Assert.Throws<ArgumentException>(() => InductionInitialization.Apply(Config with { Layers = 1 }, new Dictionary<string, SafetensorsTensor>(), 1));
}
