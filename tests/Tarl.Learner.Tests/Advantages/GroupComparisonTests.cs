using Tarl.Learner.Advantages;

namespace Tarl.Learner.Tests.Advantages;

public sealed class GroupComparisonTests
{
    private static readonly GroupAdvantageOptions Exact = new() { NormalizeByDeviation = true, Epsilon = 0 };

    private static double?[] Estimate(
        GroupAdvantageOptions options, double[] rewards, int[] groups, bool[]? valid, out AdvantageEstimate estimate, GroupOptions? rules = null) =>
        Estimate(new GroupAdvantage(options).Estimate, rewards, groups, valid, out estimate, rules);

    /// <summary>Episodes of two tokens; the advantage of each, null where it is not learnt from.</summary>
    private static double?[] Estimate(
        GroupFormula formula, double[] rewards, int[] groups, bool[]? valid, out AdvantageEstimate estimate, GroupOptions? rules = null)
    {
        var episodes = rewards.Select((reward, i) => new RewardedEpisode { Group = groups[i], IsValid = valid?[i] ?? true, Reward = reward, TokenRewards = [0, reward] });
        estimate = new GroupComparison(rules ?? new GroupOptions()).Estimate([.. episodes], formula);
        Assert.Empty(estimate.Returns);
        Assert.All(estimate.Advantages, tokens => Assert.True(tokens is null || (tokens.Length == 2 && tokens[0] == tokens[1])));
        return [.. estimate.Advantages.Select(tokens => tokens?[0])];
    }

    private static (int Dropped, int ZeroVariance) Counts(AdvantageEstimate estimate) => (estimate.DroppedGroups, estimate.ZeroVarianceGroups);

    [Fact]
    public void Estimate_OneGroup_DeviationsFromTheMeanInPopulationDeviations()
    {
        // Mean 5; squares 9+1+1+1+0+0+4+16 = 32; 32/8 = 4; deviation 2.
        var advantages = Estimate(Exact, [2, 4, 4, 4, 5, 5, 7, 9], [0, 0, 0, 0, 0, 0, 0, 0], null, out var estimate);
        Assert.Equal((double?[])[-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2], advantages);
        Assert.Equal((0, 0), Counts(estimate));
    }

    [Fact]
    public void Estimate_Epsilon_IsAddedToTheDeviation()
    {
        // Mean 0.5, deviation 0.5; 0.5 / (0.5 + 0.5) = 0.5.
        var advantages = Estimate(new GroupAdvantageOptions { NormalizeByDeviation = true, Epsilon = 0.5 }, [1, 0], [0, 0], null, out _);
        Assert.Equal((double?[])[0.5, -0.5], advantages);
    }

    [Fact]
    public void Estimate_WithoutDeviation_DeviationsFromTheMean()
    {
        var options = new GroupAdvantageOptions();
        Assert.Equal((double?[])[-3, -1, 4], Estimate(options, [2, 4, 9], [0, 0, 0], null, out _));
    }

    [Fact]
    public void Estimate_GroupsInterleaved_EachHasItsOwnBaseline()
    {
        var advantages = Estimate(Exact, [1, 10, 0, 30], [5, 2, 5, 2], null, out var estimate);
        Assert.Equal((double?[])[1, -1, -1, 1], advantages);
        Assert.Equal((0, 0), Counts(estimate));
    }

    [Fact]
    public void Estimate_InvalidMember_IsNotLearntFromAndDoesNotMoveTheBaseline()
    {
        var advantages = Estimate(Exact, [1, 0, double.NaN], [0, 0, 0], [true, true, false], out var estimate);
        Assert.Equal((double?[])[1, -1, null], advantages);
        Assert.Equal((0, 0), Counts(estimate));
    }

    [Fact]
    public void Estimate_EqualRewards_ZeroAndCounted()
    {
        // 0.1 + 0.1 + 0.1 divided by 3 is not 0.1 in floating point.
        var advantages = Estimate(Exact, [0.1, 0.1, 0.1], [0, 0, 0], null, out var estimate);
        Assert.Equal((double?[])[0, 0, 0], advantages);
        Assert.Equal((0, 1), Counts(estimate));
    }

    [Fact]
    public void Estimate_FewerThanTwoValidMembers_Dropped()
    {
        var advantages = Estimate(Exact, [1, 0, 5, 1, 1], [0, 0, 1, 2, 2], [true, false, true, false, false], out var estimate);
        Assert.Equal((double?[])[null, null, null, null, null], advantages);
        Assert.Equal((3, 0), Counts(estimate));
    }

    [Fact]
    public void Estimate_MinimumMembers_DropsShorterGroups()
    {
        var advantages = Estimate(new GroupAdvantageOptions(), [1, 0, 3, 2, 1], [0, 0, 1, 1, 1], null, out var estimate, new GroupOptions { MinimumMembers = 3 });
        Assert.Equal((double?[])[null, null, 1, 0, -1], advantages);
        Assert.Equal((1, 0), Counts(estimate));
    }

    [Fact]
    public void Estimate_LeaveOneOut_AgainstTheMeanOfTheOthers()
    {
        // 2 − (4 + 9) / 2, 4 − (2 + 9) / 2, 9 − (2 + 4) / 2; and in the group of two the difference.
        var advantages = Estimate(LeaveOneOutAdvantage.Estimate, [2, 4, 9, 1, 0], [0, 0, 0, 1, 1], null, out _);
        Assert.Equal((double?[])[-4.5, -1.5, 6, 1, -1], advantages);
    }
}
