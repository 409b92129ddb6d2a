using Tarl.Messaging.Watch;

namespace Tarl.Messaging.Tests.Watch;

public sealed class UnconsumedQueuesTests
{
    private readonly UnconsumedQueues _queues = new(TimeSpan.FromSeconds(10));

    private double Seconds(uint consumers, string queue = "a") => _queues.Observe(queue, consumers).TotalSeconds;

    [Fact]
    public void Observe_NobodyConsumes_CountsFromTheFirstLook() => Assert.Equal([0, 10, 20], (double[])[Seconds(0), Seconds(0), Seconds(0)]);

    [Fact]
    public void Observe_SomebodyConsumesBetween_CountsAnew() => Assert.Equal([0, 10, 0, 0, 10], (double[])[Seconds(0), Seconds(0), Seconds(2), Seconds(0), Seconds(0)]);

    [Fact]
    public void Observe_OtherQueue_CountsForItself() => Assert.Equal([0, 0, 10], (double[])[Seconds(0), Seconds(0, "b"), Seconds(0)]);

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
        Seconds(0);
        Seconds(0);
        _queues.Forget();
        Assert.Equal([0, 10], (double[])[Seconds(0), Seconds(0)]);
    }
}
