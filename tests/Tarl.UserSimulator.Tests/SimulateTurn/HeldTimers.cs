using System.Threading.Channels;

namespace Tarl.UserSimulator.Tests.SimulateTurn;

/// <summary>A clock whose timers go off when the test says so.</summary>
internal sealed class HeldTimers : TimeProvider
{
    private readonly Channel<Timer> _timers = Channel.CreateUnbounded<Timer>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state), dueTime);
        _timers.Writer.TryWrite(timer);
        return timer;
    }

    /// <summary>Waits until so many have been set.</summary>
    public async Task<IReadOnlyList<Timer>> SetAsync(int count, CancellationToken cancellationToken)
    {
        var timers = new List<Timer>();
        while (timers.Count < count)
        {
            timers.Add(await _timers.Reader.ReadAsync(cancellationToken));
        }

        return timers;
    }

    internal sealed class Timer(Action goOff, TimeSpan dueTime) : ITimer
    {
        public TimeSpan DueTime => dueTime;

        public void GoOff() => goOff();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // Nothing is held.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
