using Tarl.Learner.Advantages;

namespace Tarl.Learner.Tests.Advantages;

public sealed class GroupAdvantageTests
{
    private static readonly GroupAdvantageOptions Exact = new() { NormalizeByDeviation = true, Epsilon = 0 };

    private static double[] Estimate(GroupAdvantageOptions options, double[] rewards, int[] groups, bool[]? valid, out GroupAdvantageSummary summary)
    {
        var advantages = new double[rewards.Length];
        Array.Fill(advantages, 99);
        summary = new GroupAdvantage(options).Estimate(rewards, groups, valid ?? [.. rewards.Select(_ => true)], advantages);
        return advantages;
    }

    [Fact]
    public void Estimate_OneGroup_DeviationsFromTheMeanInPopulationDeviations()
    {
        // Mean 5; squares 9+1+1+1+0+0+4+16 = 32; 32/8 = 4; deviation 2.
        var advantages = Estimate(Exact, [2, 4, 4, 4, 5, 5, 7, 9], [0, 0, 0, 0, 0, 0, 0, 0], null, out var summary);
        Assert.Equal([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2], advantages);
        Assert.Equal(new GroupAdvantageSummary(1, 0, 0), summary);
    }

    [Fact]
    public void Estimate_Epsilon_IsAddedToTheDeviation()
    {
        // Mean 0.5, deviation 0.5; 0.5 / (0.5 + 0.5) = 0.5.
        var advantages = Estimate(new GroupAdvantageOptions { NormalizeByDeviation = true, Epsilon = 0.5 }, [1, 0], [0, 0], null, out _);
        Assert.Equal([0.5, -0.5], advantages);
    }

    [Fact]
    public void Estimate_WithoutDeviation_DeviationsFromTheMean()
    {
        var options = new GroupAdvantageOptions();
        Assert.Equal([-3, -1, 4], Estimate(options, [2, 4, 9], [0, 0, 0], null, out _));
    }

    [Fact]
    public void Estimate_GroupsInterleaved_EachHasItsOwnBaseline()
    {
        var advantages = Estimate(Exact, [1, 10, 0, 30], [5, 2, 5, 2], null, out var summary);
        Assert.Equal([1, -1, -1, 1], advantages);
        Assert.Equal(2, summary.Groups);
    }

    [Fact]
    public void Estimate_InvalidMember_GetsZeroAndDoesNotMoveTheBaseline()
    {
        var advantages = Estimate(Exact, [1, 0, double.NaN], [0, 0, 0], [true, true, false], out var summary);
        Assert.Equal([1, -1, 0], advantages);
        Assert.Equal(0, summary.Dropped);
    }

    [Fact]
    public void Estimate_EqualRewards_ZeroAndCounted()
    {
        // 0.1 + 0.1 + 0.1 divided by 3 is not 0.1 in floating point.
        var advantages = Estimate(Exact, [0.1, 0.1, 0.1], [0, 0, 0], null, out var summary);
        Assert.Equal([0, 0, 0], advantages);
        Assert.Equal(new GroupAdvantageSummary(1, 0, 1), summary);
    }

    [Fact]
    public void Estimate_FewerThanTwoValidMembers_ZeroAndDropped()
    {
        var advantages = Estimate(Exact, [1, 0, 5, 1, 1], [0, 0, 1, 2, 2], [true, false, true, false, false], out var summary);
        Assert.Equal([0, 0, 0, 0, 0], advantages);
        Assert.Equal(new GroupAdvantageSummary(3, 3, 0), summary);
    }

    [Fact]
    public void Estimate_LengthsDiffer_Throws() =>
        Assert.Throws<ArgumentException>(() => new GroupAdvantage(Exact).Estimate([1, 0], [0], [true, true], new double[2]));
}
