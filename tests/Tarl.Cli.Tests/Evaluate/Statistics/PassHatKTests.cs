using Tarl.Cli.Evaluate.Statistics;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.Tests.Evaluate.Statistics;

public sealed class PassHatKTests
{
    [Theory]
    [InlineData(4, 4, 4, 1.0)]
    [InlineData(4, 3, 1, 3.0 / 4)]
    [InlineData(4, 3, 2, 3.0 / 6)] // C(3,2) / C(4,2)
    [InlineData(4, 3, 3, 1.0 / 4)]
    [InlineData(4, 3, 4, 0.0)]
    [InlineData(8, 5, 3, 10.0 / 56)] // C(5,3) / C(8,3)
    [InlineData(4, 1, 3, 0.0)]
    [InlineData(1, 0, 1, 0.0)]
    public void OfTask_HandWorkedCounts_IsTheShareOfSubsets(int trials, int passes, int k, double expected) =>
        Assert.Equal(expected, PassHatK.OfTask(new(trials, passes), k), precision: 15);

    [Fact]
    public void Of_TasksWithTooFewTrials_AreLeftOut()
    {
        // k = 2: C(2,2)/C(4,2) = 1/6, C(2,2)/C(2,2) = 1, and the task tried once does not count: mean 7/12.
        var estimate = PassHatK.Of([new(4, 2), new(2, 2), new(1, 1)], k: 2, new SeededRandom(1));

        Assert.Equal(7.0 / 12, estimate!.Value.Value, precision: 15);
    }

    [Fact]
    public void Of_NoTaskTriedOftenEnough_IsNull() => Assert.Null(PassHatK.Of([new(3, 3)], k: 4, new SeededRandom(1)));

    [Fact]
    public void Of_TwoOppositeTasks_SpansEverything()
    {
        // A resample of {0, 1} has mean 0 or 1 with chance 1/4 each, far above the 2.5% that the interval cuts.
        Assert.Equal(new Estimate(0.5, 0, 1), PassHatK.Of([new(1, 0), new(1, 1)], k: 1, new SeededRandom(5)));
    }

    [Theory]
    [InlineData(4, 5, 1)]
    [InlineData(4, -1, 1)]
    [InlineData(4, 2, 0)]
    [InlineData(4, 2, 5)]
    public void OfTask_ImpossibleCounts_AreRefused(int trials, int passes, int k) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PassHatK.OfTask(new(trials, passes), k));

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(4, new[] { 1, 2, 3, 4 })]
    [InlineData(5, new[] { 1, 2, 3, 4, 5 })]
    [InlineData(8, new[] { 1, 2, 3, 4, 8 })]
    [InlineData(40, new[] { 1, 2, 3, 4, 8, 16, 32, 40 })]
    public void Exponents_Trials_AreSmallOnesPowersOfTwoAndAll(int trials, int[] expected) => Assert.Equal(expected, PassHatK.Exponents(trials));
}
