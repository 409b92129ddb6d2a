using System.Diagnostics.Metrics;

namespace Tarl.PolicyServer.Generate;

/// <summary>What a policy server counts; costs nothing while nobody listens.</summary>
internal static class PolicyServerMetrics
{
    private static readonly Meter Meter = new("Tarl.PolicyServer");

    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>("tarl.tokens", "{token}", "Tokens of conversations, by origin: sampled or forced");

    private static readonly UpDownCounter<long> Conversations = Meter.CreateUpDownCounter<long>(
        "tarl.conversations", "{conversation}", "Open conversations");

    private static readonly Gauge<long> Version = Meter.CreateGauge<long>("tarl.policy.version", null, "The policy version served");

    private static readonly Gauge<long> LedgerSize = Meter.CreateGauge<long>("tarl.ledger.size", "By", "Tokens that wait for the learner, or that it might ask for again");

    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "tarl.ledger.dropped", "{episode}", "Episodes whose tokens were dropped before the learner took them");

    public static void Opened() => Conversations.Add(1);

    public static void Closed() => Conversations.Add(-1);

    public static void Sampled(int tokens) => Tokens.Add(tokens, new KeyValuePair<string, object?>("origin", "sampled"));

    public static void Forced(int tokens) => Tokens.Add(tokens, new KeyValuePair<string, object?>("origin", "forced"));

    public static void Serves(int version) => Version.Record(version);

    public static void Keeps(long bytes) => LedgerSize.Record(bytes);

    public static void LedgerDropped() => Dropped.Add(1);
}
