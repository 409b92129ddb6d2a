using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tarl.Contracts.Rewards;

namespace Tarl.Learner;

/// <summary>What the learner counts; costs nothing while nobody listens.</summary>
internal static class LearnerMetrics
{
    private static readonly Meter Meter = new("Tarl.Learner");

    private static readonly Counter<long> Episodes = Meter.CreateCounter<long>(
        "tarl.episodes.scored", "{episode}", "Episodes joined and recorded, by purpose, outcome and, for failed ones, the boundary that failed");

    private static readonly Counter<double> Busy = Meter.CreateCounter<double>(
        "tarl.learner.busy", "s", "Time spent on recording, cloning and updating; the rest is idle");

    private static readonly Counter<long> Updates = Meter.CreateCounter<long>("tarl.updates", "{update}", "Policy updates");

    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>("tarl.tokens.trained", "{token}", "Tokens of the updates, forced ones included");

    /// <summary>The last update's figures, by their names in <c>metrics.jsonl</c>.</summary>
    private static readonly Dictionary<string, Gauge<double>> LastUpdate = new()
    {
        ["passRate"] = Meter.CreateGauge<double>("tarl.update.pass_rate", null, "Share of the last update's episodes with success"),
        ["reward"] = Meter.CreateGauge<double>("tarl.update.reward", null, "Mean reward of the last update's episodes"),
        ["kl"] = Meter.CreateGauge<double>("tarl.update.kl", null, "Approximate KL of the last update, nats a token"),
        ["clipFraction"] = Meter.CreateGauge<double>("tarl.update.clip_fraction", null, "Share of the last update's tokens outside the clip range"),
        ["entropy"] = Meter.CreateGauge<double>("tarl.update.entropy", null, "Entropy at the last update, nats a token"),
        ["gradientNorm"] = Meter.CreateGauge<double>("tarl.update.gradient_norm", null, "Gradient norm of the last update"),
        ["staleness"] = Meter.CreateGauge<double>("tarl.update.staleness", null, "Versions between the policy that sampled and the one that learnt, last update"),
        ["failures"] = Meter.CreateGauge<double>("tarl.update.failures", null, "Failed episodes of the last update"),
        ["tokensPerSecond"] = Meter.CreateGauge<double>("tarl.update.tokens_per_second", null, "Tokens a second of the last update, sampling and training together"),
    };

    public static void Recorded(EpisodeScored episode)
    {
        var outcome = episode.Failure is not null ? "failed" : episode.Success ? "success" : "no_success";
        Episodes.Add(
            1, new("purpose", episode.Purpose), new("outcome", outcome), new("boundary", episode.Failure?.Boundary.ToString() ?? ""));
    }

    public static void Updated(IReadOnlyDictionary<string, double> metrics)
    {
        Updates.Add(1);
        Tokens.Add((long)metrics["tokens"]);
        foreach (var (name, gauge) in LastUpdate)
        {
            gauge.Record(metrics[name]);
        }
    }

    /// <param name="started">A time stamp of <see cref="Stopwatch"/>.</param>
    public static void WasBusy(string work, long started) =>
        Busy.Add(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("work", work));
}
