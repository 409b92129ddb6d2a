using Tarl.Learner.Advantages;
using Tarl.Learner.Advantages.Gates;

namespace Tarl.Learner.Tests.Advantages.Gates;

public sealed class GroupAdmissionTests
{
    private static RewardedEpisode Member(int group, double reward, bool? success = null, bool valid = true) =>
        new() { Group = group, IsValid = valid, Success = success ?? reward > 0, Reward = reward, TokenRewards = [reward] };

    private static PassRateBandGate Band(double lowest, double highest) => new(new PassRateBandOptions { Lowest = lowest, Highest = highest });

    /// <summary>Each valid episode's advantage is its reward.</summary>
    private static AdvantageEstimate Estimate(IReadOnlyList<RewardedEpisode> episodes, bool returns = false)
    {
        double[]?[] rewards = [.. episodes.Select(episode => episode.IsValid ? new[] { episode.Reward } : null)];
        return new AdvantageEstimate { Advantages = rewards, Returns = returns ? rewards : [], DroppedGroups = 3, ZeroVarianceGroups = 2 };
    }

    [Fact]
    public void Refuse_All_Nothing() => Assert.Null(new AllGate().Refuse([Member(0, 1), Member(0, 1)]));

    [Theory]
    [InlineData("zero-variance", 0.1, 0.1, 0.1)]
    [InlineData(null, 0.1, 0.1, 0.2)]
    [InlineData("zero-variance", 0.7)]
    public void Refuse_ZeroVariance_GroupsOfOneReward(string? reason, params double[] rewards) =>
        Assert.Equal(reason, new ZeroVarianceGate().Refuse([.. rewards.Select(reward => Member(0, reward))]));

    [Fact]
    public void Refuse_ZeroVariance_LooksAtRewardsNotAtVerdicts() =>
        Assert.Null(new ZeroVarianceGate().Refuse([Member(0, 0.9, success: true), Member(0, 1, success: true)]));

    [Theory]
    [InlineData(null, 1, 4)] // Both bounds belong to the band.
    [InlineData(null, 3, 4)]
    [InlineData("too-hard", 0, 4)]
    [InlineData("too-easy", 4, 4)]
    [InlineData("too-hard", 1, 5)]
    [InlineData("too-easy", 4, 5)]
    public void Refuse_PassRateBand_GroupsOutsideIt(string? reason, int passes, int trials) =>
        Assert.Equal(reason, Band(0.25, 0.75).Refuse([.. Enumerable.Range(0, trials).Select(i => Member(0, 0.5, success: i < passes))]));

    [Fact]
    public void Apply_RefusedGroups_AreLearntFromNoMoreAndHaveTheirReasons()
    {
        RewardedEpisode[] episodes = [Member(4, 1), Member(7, 0), Member(4, 0), Member(7, 0), Member(2, 1), Member(2, 1), Member(9, 0)];
        var admitted = GroupAdmission.Apply(Band(0.1, 0.9), episodes, Estimate(episodes, returns: true));

        Assert.Equal([1, null, 0, null, null, null, null], admitted.Advantages.Select(advantages => advantages?[0]));
        Assert.Equal([1, null, 0, null, null, null, null], admitted.Returns.Select(returns => returns?[0]));
        Assert.Equal([new(7, "too-hard"), new(2, "too-easy"), new(9, "too-hard")], admitted.RefusedGroups);
        Assert.Equal((3, 2), (admitted.DroppedGroups, admitted.ZeroVarianceGroups));
    }

    [Fact]
    public void Apply_FailedMembers_HaveNoPartInTheVerdict()
    {
        // One of two valid ones passes; the failed one would make it one of three.
        RewardedEpisode[] episodes = [Member(0, 1), Member(0, 0), Member(0, 0, valid: false)];
        var admitted = GroupAdmission.Apply(Band(0.4, 0.6), episodes, Estimate(episodes));

        Assert.Equal([1, 0, null], admitted.Advantages.Select(advantages => advantages?[0]));
        Assert.Empty(admitted.RefusedGroups);
        Assert.Empty(admitted.Returns);
    }

    [Fact]
    public void Apply_GroupThatNothingIsLearntFrom_IsNotCountedAgain()
    {
        RewardedEpisode[] episodes = [Member(0, 1, valid: false), Member(0, 1, valid: false)];
        Assert.Empty(GroupAdmission.Apply(new ZeroVarianceGate(), episodes, Estimate(episodes)).RefusedGroups);
    }
}
