using Tarl.Learner.Rewards;

namespace Tarl.Learner.Tests.Rewards;

public sealed class TokenRewardsTests
{
    [Fact]
    public void Place_Turns_EachOnItsLastToken() =>
        Assert.Equal([0, 0.5, 0, 0, -1, 2], TokenRewards.Place([0.5, -1, 2], [2, 3, 1], 6));

    [Fact]
    public void Place_TurnWithoutTokens_OnTheTokenBefore() =>
        Assert.Equal([0, 3], TokenRewards.Place([1, 2], [2, 0], 2));

    [Fact]
    public void Place_NothingSampled_Nothing() => Assert.Empty(TokenRewards.Place([1], [0], 0));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    public void Place_OtherNumberOfTokens_Throws(int first, int second) =>
        Assert.Throws<ArgumentException>(() => TokenRewards.Place([1, 1], [first, second], 3));

    [Fact]
    public void Place_OtherNumberOfTurns_Throws() => Assert.Throws<ArgumentException>(() => TokenRewards.Place([1], [1, 1], 2));
}
