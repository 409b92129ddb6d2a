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

    [Fact]
    public void Ratio_ItemsOfDifferentSizes_WeighByTheirSize()
    {
        // 1 of 1 and 0 of 3: a quarter. A resample is twice the first (1), twice the second (0) or both (1/4).
        var estimate = Bootstrap.Ratio([(1, 1), (0, 3)], new SeededRandom(3));

        Assert.Equal(new Estimate(0.25, 0, 1), estimate);
    }

    [Fact]
    public void Nested_GroupsOfDifferentSizes_CountAlike() =>
        Assert.Equal(0.5, Bootstrap.Nested([[1], [0, 0, 0]], new SeededRandom(3)).Value);

    [Fact]
    public void Nested_GroupsThatDiffer_SpreadAsGroupsDo()
    {
        // Within a group all items are alike, so that only which groups are drawn matters: 0, 1/2 or 1 with chances 1/4, 1/2, 1/4.
        var zeros = new double[500];
        var ones = Enumerable.Repeat(1.0, 500).ToArray();

        Assert.Equal(new Estimate(0.5, 0, 1), Bootstrap.Nested([zeros, ones], new SeededRandom(3)));
    }
}
