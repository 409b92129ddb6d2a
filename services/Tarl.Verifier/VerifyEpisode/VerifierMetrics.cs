using System.Diagnostics.Metrics;
using Tarl.Contracts.Rewards;

namespace Tarl.Verifier.VerifyEpisode;

/// <summary>What the verifier counts; costs nothing while nobody listens.</summary>
internal static class VerifierMetrics
{
    private static readonly Meter Meter = new("Tarl.Verifier");

    private static readonly Counter<long> Verdicts = Meter.CreateCounter<long>(
        "tarl.verdicts", "{episode}", "Verdicts, by outcome: success, no success, or undecided because something failed");

    public static void Decided(EpisodeVerified verdict) => Verdicts.Add(
        1, new KeyValuePair<string, object?>("outcome", verdict.Failure is not null ? "undecided" : verdict.Success ? "success" : "no_success"));
}
