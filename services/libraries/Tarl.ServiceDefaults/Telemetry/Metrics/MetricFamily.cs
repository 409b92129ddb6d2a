using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Tarl.ServiceDefaults.Telemetry.Metrics;

/// <summary>One instrument with all its series.</summary>
internal sealed class MetricFamily
{
    /// <summary>Further sets of labels are not kept: a label that grows without end would take the process's memory with it.</summary>
    private const int MaxSeries = 1000;

    // Seconds, from a tool call to an update; OpenTelemetry's defaults suit milliseconds.
    private static readonly double[] DefaultBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly double[]? _bounds;
    private readonly bool _isSum;
    private readonly string _type;
    private readonly string? _description;

    public MetricFamily(Instrument instrument)
    {
        Name = MetricName.Of(instrument);
        _description = instrument.Description;
        _bounds = MetricName.IsHistogram(instrument) ? Bounds(instrument) : null;
        _isSum = MetricName.IsSum(instrument);
        _type = _bounds is not null ? "histogram" : MetricName.IsCounter(instrument) ? "counter" : "gauge";
    }

    public string Name { get; }

    public void Record(double measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = tags.IsEmpty ? "" : Labels(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= MaxSeries)
            {
                return;
            }

            series = _series.GetOrAdd(labels, _ => new MetricSeries(_bounds));
        }

        if (_bounds is not null)
        {
            series.Count(measurement);
        }
        else if (_isSum)
        {
            series.Add(measurement);
        }
        else
        {
            series.Set(measurement);
        }
    }

    /// <summary>Writes Prometheus' text form.</summary>
    public void WriteTo(TextWriter text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        if (_description is not null)
        {
            text.Write($"# HELP {Name} {_description.Replace("\\", @"\\").Replace("\n", @"\n")}\n");
        }

        text.Write($"# TYPE {Name} {_type}\n");
        foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write(text, labels, series);
        }
    }

    private void Write(TextWriter text, string labels, MetricSeries series)
    {
        var (value, cumulative) = series.Read();
        if (_bounds is null)
        {
            text.Write($"{Name}{Braces(labels)} {Number(value)}\n");
            return;
        }

        for (var i = 0; i < cumulative.Length; i++)
        {
            var bound = i < _bounds.Length ? Number(_bounds[i]) : "+Inf";
            text.Write($"{Name}_bucket{Braces(labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"")} {cumulative[i]}\n");
        }

        text.Write($"{Name}_sum{Braces(labels)} {Number(value)}\n");
        text.Write($"{Name}_count{Braces(labels)} {cumulative[^1]}\n");
    }

    private static double[] Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Append(labels.Length == 0 ? "" : ",").Append(MetricName.Escape(key)).Append("=\"")
                .Append(text.Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n")).Append('"');
        }

        return labels.ToString();
    }

    private static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
