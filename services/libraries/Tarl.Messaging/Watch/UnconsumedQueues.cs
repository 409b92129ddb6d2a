namespace Tarl.Messaging.Watch;

/// <summary>Remembers since when nobody has consumed from a queue.</summary>
internal sealed class UnconsumedQueues(TimeProvider time)
{
    private readonly Dictionary<string, long> _since = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _reminders = new(StringComparer.Ordinal);

    /// <param name="consumers">How many the broker counts now; 0 for a queue that does not exist.</param>
    /// <returns>How long it has been without; zero while somebody consumes.</returns>
    public TimeSpan Observe(string queue, uint consumers)
    {
        if (consumers > 0)
        {
            Forget(queue);
            return TimeSpan.Zero;
        }

        if (_since.TryGetValue(queue, out var since))
        {
            return time.GetElapsedTime(since);
        }

        _since.Add(queue, time.GetTimestamp());
        return TimeSpan.Zero;
    }

    /// <summary>True once for every full interval that a queue has been without.</summary>
    public bool IsDue(string queue, TimeSpan without, TimeSpan interval)
    {
        var reminder = (int)(without / interval);
        if (reminder <= _reminders.GetValueOrDefault(queue))
        {
            return false;
        }

        _reminders[queue] = reminder;
        return true;
    }

    /// <summary>What was observed of a queue counts no longer.</summary>
    public void Forget(string queue)
    {
        _since.Remove(queue);
        _reminders.Remove(queue);
    }

    /// <summary>While the broker is away nobody can consume, so what was observed before counts no longer.</summary>
    public void Forget()
    {
        _since.Clear();
        _reminders.Clear();
    }
}
