using Tarl.Learner.Rewards;

namespace Tarl.Learner.Tests.Rewards;

public sealed class OutcomeRewardTests
{
    [Theory]
    [InlineData(true, 1.0)]
    [InlineData(false, 0.0)]
    public void Shape_WhateverTheJudgeSays_VerdictOnTheLastTurn(bool success, double expected)
    {
        double[] rewards = [7, 7, 7];
        Assert.Equal(expected, new OutcomeReward().Shape(success, [1, -1, 0], rewards));
        Assert.Equal([0, 0, expected], rewards);
    }
}
