using System.Diagnostics.Metrics;
using Tarl.ServiceDefaults.Telemetry.Metrics;

namespace Tarl.ServiceDefaults.Tests.Telemetry;

public sealed class MetricCollectorTests : IDisposable
{
    private readonly Meter _meter = new("Tarl.Test." + Guid.NewGuid());
    private readonly MetricCollector _collector;

    public MetricCollectorTests()
    {
        _collector = new MetricCollector(meter => meter == _meter.Name);
        _collector.StartAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Expose_CounterWithLabels_SumsEachSetOfLabels()
    {
        var episodes = _meter.CreateCounter<long>("tarl.episodes", "{episode}", "Episodes that ended");

        episodes.Add(2, new KeyValuePair<string, object?>("stop.reason", "UserStopped"));
        episodes.Add(3, new KeyValuePair<string, object?>("stop.reason", "UserStopped"));
        episodes.Add(1, new KeyValuePair<string, object?>("stop.reason", "Failed"));

        Assert.Equal(
            """
            # HELP tarl_episodes_total Episodes that ended
            # TYPE tarl_episodes_total counter
            tarl_episodes_total{stop_reason="Failed"} 1
            tarl_episodes_total{stop_reason="UserStopped"} 5

            """,
            _collector.Expose());
    }

    [Fact]
    public void Expose_Histogram_CountsCumulativelyAndABoundBelongsBelow()
    {
        var duration = _meter.CreateHistogram(
            "tarl.call.duration", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });

        foreach (var seconds in new[] { 0.25, 0.5, 0.75, 4 })
        {
            duration.Record(seconds);
        }

        Assert.Equal(
            """
            # TYPE tarl_call_duration_seconds histogram
            tarl_call_duration_seconds_bucket{le="0.5"} 2
            tarl_call_duration_seconds_bucket{le="1"} 3
            tarl_call_duration_seconds_bucket{le="+Inf"} 4
            tarl_call_duration_seconds_sum 5.5
            tarl_call_duration_seconds_count 4

            """,
            _collector.Expose());
    }

    [Fact]
    public void Expose_UpDownCounterAndGauges_GiveTheCurrentValue()
    {
        var running = _meter.CreateUpDownCounter<int>("tarl.running");
        var reward = _meter.CreateGauge<double>("tarl.reward");
        _meter.CreateObservableGauge("tarl.version", () => 7);
        running.Add(3);
        running.Add(-2);
        reward.Record(0.5);
        reward.Record(-0.25);

        Assert.Equal(
            """
            # TYPE tarl_reward gauge
            tarl_reward -0.25
            # TYPE tarl_running gauge
            tarl_running 1
            # TYPE tarl_version gauge
            tarl_version 7

            """,
            _collector.Expose());
    }

    [Fact]
    public void Expose_ObservableCounter_IsNotAddedUpAgainAtEveryScrape()
    {
        _meter.CreateObservableCounter("tarl.cpu", () => 12.5, "s");

        _collector.Expose();

        Assert.Equal("# TYPE tarl_cpu_seconds_total counter\ntarl_cpu_seconds_total 12.5\n", _collector.Expose());
    }

    [Fact]
    public void Expose_HostileLabelValue_IsEscaped()
    {
        _meter.CreateCounter<int>("tarl.odd").Add(1, new KeyValuePair<string, object?>("wh\"y", "a\"b\\c\nd"));

        Assert.Contains("""tarl_odd_total{wh_y="a\"b\\c\nd"} 1""" + "\n", _collector.Expose());
    }

    [Fact]
    public void Expose_LabelThatGrowsWithoutEnd_KeepsTheFirstThousandSeries()
    {
        var counter = _meter.CreateCounter<int>("tarl.grows");
        for (var i = 0; i < 1200; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("id", i));
        }

        counter.Add(1, new KeyValuePair<string, object?>("id", 0));

        var lines = _collector.Expose().Split('\n');
        Assert.Equal(1000, lines.Count(line => line.StartsWith("tarl_grows_total{", StringComparison.Ordinal)));
        Assert.Contains("tarl_grows_total{id=\"0\"} 2", lines);
    }

    [Fact]
    public void Expose_ForeignMeter_IsLeftOut()
    {
        using var foreign = new Meter("Foreign");
        foreign.CreateCounter<int>("foreign.counter").Add(1);

        Assert.DoesNotContain("foreign", _collector.Expose());
    }
}
