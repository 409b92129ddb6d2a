using Tarl.Policy.Engines.Managed;

namespace Tarl.Policy.Tests.Engines.Managed;

public sealed unsafe class TokenDistributionTests
{
    // Probabilities 1/8, 2/8, 5/8.
    private static readonly float[] Logits = [0, MathF.Log(2), MathF.Log(5)];

    [Fact]
    public void Of_KnownLogits_GivesLogprobsAndEntropy()
    {
        var distribution = TokenDistribution.Of(Row(Logits).Pointer, 3, temperature: 1);

        Assert.Equal(Math.Log(1 / 8.0), distribution.Logprob(0), 1e-6);
        Assert.Equal(Math.Log(5 / 8.0), distribution.Logprob(2), 1e-6);
        Assert.Equal(-(1 / 8.0 * Math.Log(1 / 8.0) + 2 / 8.0 * Math.Log(2 / 8.0) + 5 / 8.0 * Math.Log(5 / 8.0)), distribution.Entropy, 1e-6);
    }

    [Fact]
    public void Of_TemperatureOneHalf_SquaresTheWeights()
    {
        // 1, 4, 25 of 30
        var distribution = TokenDistribution.Of(Row(Logits).Pointer, 3, temperature: 0.5f);

        Assert.Equal(Math.Log(4 / 30.0), distribution.Logprob(1), 1e-6);
    }

    [Fact]
    public void Of_HugeGaps_HasNoEntropyAndNoNaN()
    {
        var distribution = TokenDistribution.Of(Row([1e30f, -1e30f, 0]).Pointer, 3, temperature: 0.01f);

        Assert.Equal(0, distribution.Entropy, 1e-6);
        Assert.Equal(0, distribution.Logprob(0));
        Assert.Equal(-200, distribution.Logprob(1));
    }

    [Fact]
    public void Differentiate_ByLogprob_IsOneHotMinusProbabilities()
    {
        var row = Row(Logits);
        TokenDistribution.Of(row.Pointer, 3, temperature: 1).Differentiate(1, dLogprob: 2, dEntropy: 0);

        Assert.Equal([-0.25, 1.5, -1.25], row.Span[..3].ToArray().Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void Top_Ties_AreInOrderOfTheirIds()
    {
        // 2, 5, 1, 5, 2 of 15.
        var distribution = TokenDistribution.Of(Row([MathF.Log(2), MathF.Log(5), 0, MathF.Log(5), MathF.Log(2)]).Pointer, 5, temperature: 1);

        var top = distribution.Top(3);
        Assert.Equal([1, 3, 0], top.Select(place => place.Token));
        Assert.Equal(Math.Log(5 / 15.0), top[1].Logprob, 1e-6);
        Assert.Equal(Math.Log(2 / 15.0), top[2].Logprob, 1e-6);
        Assert.Equal([1, 3, 0, 4, 2], distribution.Top(20).Select(top => top.Token));
    }

    private static AlignedBuffer Row(float[] logits)
    {
        var row = new AlignedBuffer(16);
        logits.CopyTo(row.Span);
        return row;
    }
}
