using Tarl.Messaging.Watch;

namespace Tarl.Messaging.Tests.Watch;

public sealed class UnconsumedQueuesTests
{
    private readonly Clock _clock = new();
    private readonly UnconsumedQueues _queues;

    public UnconsumedQueuesTests() => _queues = new UnconsumedQueues(_clock);

    private double SecondsAfter(double seconds, uint consumers, string queue = "a")
    {
        _clock.Now += TimeSpan.FromSeconds(seconds);
        return _queues.Observe(queue, consumers).TotalSeconds;
    }

    [Fact]
    public void Observe_NobodyConsumes_CountsFromTheFirstLook() =>
        Assert.Equal([0, 7, 12], (double[])[SecondsAfter(3, 0), SecondsAfter(7, 0), SecondsAfter(5, 0)]);

    [Fact]
    public void Observe_SomebodyConsumesBetween_CountsAnew() =>
        Assert.Equal([0, 0, 0, 4], (double[])[SecondsAfter(3, 0), SecondsAfter(7, 2), SecondsAfter(5, 0), SecondsAfter(4, 0)]);

    [Fact]
    public void Observe_OtherQueue_CountsForItself() =>
        Assert.Equal([0, 0, 9], (double[])[SecondsAfter(1, 0), SecondsAfter(8, 0, "b"), SecondsAfter(1, 0)]);

    /// <summary>Looked at after 5, 12, 14, 31 and 33 s: due at 10 and 20, the latter together with 30.</summary>
    [Fact]
    public void IsDue_EveryTenSeconds_IsDueOnceEach()
    {
        var interval = TimeSpan.FromSeconds(10);
        bool IsDue(double seconds) => _queues.IsDue("a", TimeSpan.FromSeconds(seconds), interval);
        Assert.Equal([false, true, false, true, false], (bool[])[IsDue(5), IsDue(12), IsDue(14), IsDue(31), IsDue(33)]);

        _queues.Observe("a", 1);
        Assert.True(IsDue(12));
    }

    [Fact]
    public void Forget_BrokerWasAway_CountsAnew()
    {
        SecondsAfter(0, 0);
        SecondsAfter(50, 0);
        _queues.Forget();
        Assert.Equal([0, 3], (double[])[SecondsAfter(20, 0), SecondsAfter(3, 0)]);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
