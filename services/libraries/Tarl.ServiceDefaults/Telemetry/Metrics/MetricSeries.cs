namespace Tarl.ServiceDefaults.Telemetry.Metrics;

/// <summary>One instrument's values under one set of labels: a sum, a last value, or a histogram.</summary>
internal sealed class MetricSeries(double[]? bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[(bounds?.Length ?? -1) + 1];
    private double _value;

    /// <summary>Adds to a sum.</summary>
    public void Add(double measurement)
    {
        lock (_lock)
        {
            _value += measurement;
        }
    }

    /// <summary>Replaces a last value.</summary>
    public void Set(double measurement)
    {
        lock (_lock)
        {
            _value = measurement;
        }
    }

    /// <summary>Counts into a histogram. A bound belongs to the bucket below it.</summary>
    public void Count(double measurement)
    {
        var at = Array.BinarySearch(bounds!, measurement);
        lock (_lock)
        {
            _buckets[at < 0 ? ~at : at]++;
            _value += measurement;
        }
    }

    /// <summary>The value (a histogram's sum), and the number of measurements up to each bound and up to infinity.</summary>
    public (double Value, long[] Cumulative) Read()
    {
        lock (_lock)
        {
            var cumulative = new long[_buckets.Length];
            var total = 0L;
            for (var i = 0; i < cumulative.Length; i++)
            {
                cumulative[i] = total += _buckets[i];
            }

            return (_value, cumulative);
        }
    }
}
