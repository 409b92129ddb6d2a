using Tarl.LanguageModels.Resilience;

namespace Tarl.LanguageModels.Tests.Resilience;

public sealed class TokenRateTests
{
    [Fact]
    public async Task WaitAsync_MoreThanTheBurst_WaitsAsLongAsTheRateSays()
    {
        // 6000 a minute are 100 a second; ten seconds' worth is 1000.
        var clock = new SetClock();
        var rate = new TokenRate(6000, clock);

        await rate.WaitAsync(1000, CancellationToken.None);
        await rate.WaitAsync(500, CancellationToken.None);
        Assert.Empty(clock.Waits);
        _ = rate.WaitAsync(1, CancellationToken.None);
        Assert.Equal([TimeSpan.FromSeconds(5)], clock.Waits);
    }

    [Fact]
    public void Correct_FewerTokensThanAskedFor_AreGivenBack()
    {
        var clock = new SetClock();
        var rate = new TokenRate(6000, clock);

        _ = rate.WaitAsync(2000, CancellationToken.None);
        rate.Correct(-1400);
        _ = rate.WaitAsync(700, CancellationToken.None);
        Assert.Empty(clock.Waits);
        _ = rate.WaitAsync(1, CancellationToken.None);
        Assert.Equal([TimeSpan.FromSeconds(3)], clock.Waits);
    }

    [Fact]
    public void WaitAsync_TimePasses_PaysForTokens()
    {
        var clock = new SetClock();
        var rate = new TokenRate(6000, clock);

        _ = rate.WaitAsync(2000, CancellationToken.None);
        clock.Now += TimeSpan.FromSeconds(8);
        _ = rate.WaitAsync(1, CancellationToken.None);
        Assert.Equal([TimeSpan.FromSeconds(2)], clock.Waits);
    }

    [Fact]
    public void WaitAsync_NoRate_NeverWaits()
    {
        var clock = new SetClock();
        Assert.True(new TokenRate(null, clock).WaitAsync(long.MaxValue, CancellationToken.None).IsCompleted);
        Assert.Empty(clock.Waits);
    }

    /// <summary>A clock that is set by hand and notes how long is waited.</summary>
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public List<TimeSpan> Waits { get; } = [];

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
