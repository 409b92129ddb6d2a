using System.Diagnostics.Metrics;

namespace Tarl.Sandbox.Sessions;

/// <summary>What a sandbox counts; costs nothing while nobody listens.</summary>
internal static class SandboxMetrics
{
    private static readonly Meter Meter = new("Tarl.Sandbox");

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("tarl.tool_calls", "{call}", "Tool calls, by domain and whether the tool refused");

    private static readonly UpDownCounter<long> Sessions = Meter.CreateUpDownCounter<long>("tarl.sandbox.sessions", "{session}", "Open sessions");

    public static void Opened() => Sessions.Add(1);

    public static void Closed() => Sessions.Add(-1);

    public static void Called(string domain, bool isError) => Calls.Add(1, new("domain", domain), new("error", isError ? "true" : "false"));
}
