using Tarl.Policy.Engines.Managed;

namespace Tarl.Policy.Tests.Engines.Managed;

public sealed unsafe class InverseCdfTests
{
    // Cumulative over a total of 8: 0, 2, 2, 5, 5 (then nothing until) ... 8.
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.2499, 1)]
    [InlineData(0.25, 3)]
    [InlineData(0.6249, 3)]
    [InlineData(0.625, 17)]
    [InlineData(0.9999999999999999, 17)]
    public void Draw_KnownWeights_ReadsTheCumulativeDistribution(double uniform, int expected)
    {
        var weights = new AlignedBuffer(32);
        (weights.Span[1], weights.Span[3], weights.Span[17]) = (2, 3, 3);

        Assert.Equal(expected, InverseCdf.Draw(weights.Pointer, 19, uniform));
    }

    [Fact]
    public void Draw_RoundedSums_NeverTakesAnImpossibleToken()
    {
        var weights = new AlignedBuffer(16);
        for (var i = 0; i < 5; i++) weights.Span[i] = 0.1f * (i + 1) / 3;

        for (var i = 0; i < 100_000; i++) Assert.InRange(InverseCdf.Draw(weights.Pointer, 7, i / 100_000.0), 0, 4);
        Assert.Equal(4, InverseCdf.Draw(weights.Pointer, 7, Math.BitDecrement(1.0)));
    }

    [Fact]
    public void Greatest_Ties_TakesTheFirst()
    {
        var weights = new AlignedBuffer(16);
        ((ReadOnlySpan<float>)[-3, 2, 2, 1]).CopyTo(weights.Span);

        Assert.Equal(1, InverseCdf.Greatest(weights.Pointer, 4));
    }
}
