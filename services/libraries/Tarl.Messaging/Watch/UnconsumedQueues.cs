namespace Tarl.Messaging.Watch;

/// <summary>
/// Remembers for how long nobody has consumed from a queue. What is counted is looks, not the clock: a process that stood still, as on a machine that
/// hung, has not looked, and its consumers have had no time to come back.
/// </summary>
/// <param name="interval">Between two looks at a queue, at least.</param>
internal sealed class UnconsumedQueues(TimeSpan interval)
{
    private readonly Dictionary<string, int> _looks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _reminders = new(StringComparer.Ordinal);

    /// <param name="consumers">How many the broker counts now; 0 for a queue that does not exist.</param>
    /// <returns>How long it has been without since the first look that said so; zero while somebody consumes.</returns>
    public TimeSpan Observe(string queue, uint consumers)
    {
        if (consumers > 0)
        {
            Forget(queue);
            return TimeSpan.Zero;
        }

        var looks = _looks.GetValueOrDefault(queue);
        _looks[queue] = looks + 1;
        return looks * interval;
    }

    /// <summary>True once for every full interval that a queue has been without.</summary>
    public bool IsDue(string queue, TimeSpan without, TimeSpan every)
    {
        var reminder = (int)(without / every);
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
        _looks.Remove(queue);
        _reminders.Remove(queue);
    }

    /// <summary>While the broker is away nobody can consume, so what was observed before counts no longer.</summary>
    public void Forget()
    {
        _looks.Clear();
        _reminders.Clear();
    }
}
