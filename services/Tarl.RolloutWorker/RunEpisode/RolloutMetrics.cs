using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tarl.Contracts.Episodes;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>What a worker counts; costs nothing while nobody listens.</summary>
internal static class RolloutMetrics
{
    private static readonly Meter Meter = new("Tarl.RolloutWorker");

    private static readonly Counter<long> Episodes = Meter.CreateCounter<long>(
        "tarl.episodes", "{episode}", "Episodes that ended, by stop reason, agent and, for failed ones, the boundary that failed");

    private static readonly UpDownCounter<long> InFlight = Meter.CreateUpDownCounter<long>(
        "tarl.episodes.in_flight", "{episode}", "Episodes being played");

    private static readonly Histogram<double> EpisodeDuration = Meter.CreateHistogram<double>(
        "tarl.episode.duration", "s", "From an episode's order to its end");

    private static readonly Histogram<double> BoundaryDuration = Meter.CreateHistogram<double>(
        "tarl.boundary.duration", "s", "One call of policy, sandbox or user");

    public static void Started() => InFlight.Add(1);

    /// <param name="started">A time stamp of <see cref="Stopwatch"/>.</param>
    public static void Ended(EpisodeCompleted? episode, long started)
    {
        InFlight.Add(-1);
        if (episode is not null)
        {
            Episodes.Add(
                1, new("stop_reason", episode.StopReason), new("boundary", episode.Failure?.Boundary.ToString() ?? ""), new("agent", episode.Rollout.Agent));
            EpisodeDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    /// <param name="started">A time stamp of <see cref="Stopwatch"/>.</param>
    public static void Called(Boundary boundary, long started)
    {
        if (BoundaryDuration.Enabled)
        {
            BoundaryDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("boundary", boundary));
        }
    }
}
