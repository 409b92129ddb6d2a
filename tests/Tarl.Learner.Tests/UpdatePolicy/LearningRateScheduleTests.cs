using Tarl.Learner.UpdatePolicy;

namespace Tarl.Learner.Tests.UpdatePolicy;

public sealed class LearningRateScheduleTests
{
    // Five updates, peak 1, warm-up 2, down to 0.1: the line 1, 0.82, 0.64, 0.46, 0.28 times the rise 1/3, 2/3, 1, 1, 1.
    [Theory]
    [InlineData(1, 0.333333)]
    [InlineData(2, 0.546667)]
    [InlineData(3, 0.64)]
    [InlineData(4, 0.46)]
    [InlineData(5, 0.28)]
    public void At_EachUpdate_IsRiseTimesLine(int update, double expected)
    {
        var options = new ReinforcementOptions { Updates = 5, WarmupUpdates = 2, FinalLearningRateShare = 0.1 };

        Assert.Equal(expected, LearningRateSchedule.At(update, options, peak: 1), 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void At_NoWarmupNoDecay_IsConstant(int update)
    {
        var options = new ReinforcementOptions { Updates = 100, WarmupUpdates = 0, FinalLearningRateShare = 1 };

        Assert.Equal(3e-4, LearningRateSchedule.At(update, options, peak: 3e-4));
    }

    [Fact]
    public void At_BeyondTheLastUpdate_StaysAtTheFinalShare()
    {
        var options = new ReinforcementOptions { Updates = 10, WarmupUpdates = 0, FinalLearningRateShare = 0.25 };

        Assert.Equal(0.25, LearningRateSchedule.At(50, options, peak: 1), 1e-12);
    }

    // Four updates down to 0.2: 0.2 + 0.8 · (1 + cos(π p)) / 2 at p = 0, 1/4, 1/2, 3/4.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0.882843)]
    [InlineData(3, 0.6)]
    [InlineData(4, 0.317157)]
    public void At_Cosine_FollowsHalfAPeriod(int update, double expected)
    {
        var options = new ReinforcementOptions { Updates = 4, WarmupUpdates = 0, FinalLearningRateShare = 0.2, LearningRateDecay = LearningRateDecay.Cosine };

        Assert.Equal(expected, LearningRateSchedule.At(update, options, peak: 1), 1e-6);
    }

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(4, 0.5)]
    public void At_Constant_OnlyRises(int update, double expected)
    {
        var options = new ReinforcementOptions { Updates = 4, WarmupUpdates = 1, LearningRateDecay = LearningRateDecay.Constant };

        Assert.Equal(expected, LearningRateSchedule.At(update, options, peak: 0.5));
    }
}
