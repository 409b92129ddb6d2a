using System.Diagnostics.Metrics;
using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>What the user simulator counts; costs nothing while nobody listens.</summary>
internal static class UserSimulatorMetrics
{
    private static readonly Meter Meter = new("Tarl.UserSimulator");

    private static readonly Counter<long> Turns = Meter.CreateCounter<long>(
        "tarl.user_turns", "{turn}", "User turns simulated, by whether they end the conversation, and whether the user failed");

    private static readonly Counter<long> Faults = Meter.CreateCounter<long>(
        "tarl.user_faults", "{reply}", "A language model's replies that no user could give, by fault: form, leak, invented-id, agent-speech, end, endless, no-reply");

    public static void Faulty(string fault) => Faults.Add(1, new KeyValuePair<string, object?>("fault", fault));

    public static void Replied(UserTurnSimulated turn) => Turns.Add(
        1, new("stop", turn.Stop ? "true" : "false"), new("failed", turn.Failure is null ? "false" : "true"));
}
