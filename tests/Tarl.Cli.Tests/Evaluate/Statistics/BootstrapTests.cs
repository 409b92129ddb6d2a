using Tarl.Cli.Evaluate.Statistics;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.Tests.Evaluate.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void Mean_EqualValues_HasNoWidth() =>
        Assert.Equal(new Estimate(0.25, 0.25, 0.25), Bootstrap.Mean([0.25, 0.25, 0.25], new SeededRandom(1)));

    [Fact]
    public void Mean_HalfOf400Pass_IsTheBinomialInterval()
    {
        // Standard error sqrt(0.25 / 400) = 0.025, so 0.5 ± 1.96 × 0.025; 2,000 resamples place its ends to about 0.002.
        var values = Enumerable.Range(0, 400).Select(i => (double)(i % 2)).ToArray();

        var estimate = Bootstrap.Mean(values, new SeededRandom(3));

        Assert.Equal(0.5, estimate.Value);
        Assert.InRange(estimate.Low, 0.451 - 0.006, 0.451 + 0.006);
        Assert.InRange(estimate.High, 0.549 - 0.006, 0.549 + 0.006);
    }

    [Fact]
    public void Mean_SameSeed_IsTheSameToTheLastDigit()
    {
        double[] values = [0, 0.1, 0.7, 1, 0.3];

        Assert.Equal(Bootstrap.Mean(values, new SeededRandom(9)), Bootstrap.Mean(values, new SeededRandom(9)));
    }

    [Fact]
    public void Mean_NoValues_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Mean([], new SeededRandom(1)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.3, 2.6)] // position 0.3 × 4 = 1.2, between 2 and 5
    [InlineData(0.9, 12.2)] // position 3.6, between 8 and 15
    [InlineData(1, 15)]
    public void Quantile_HandWorkedPositions_InterpolatesLinearly(double probability, double expected) =>
        Assert.Equal(expected, Bootstrap.Quantile([1, 2, 5, 8, 15], probability), precision: 12);
}
