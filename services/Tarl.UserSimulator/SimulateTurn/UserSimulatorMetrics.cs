using System.Diagnostics.Metrics;
using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>What the user simulator counts; costs nothing while nobody listens.</summary>
internal static class UserSimulatorMetrics
{
    private static readonly Meter Meter = new("Tarl.UserSimulator");

    private static readonly Counter<long> Turns = Meter.CreateCounter<long>(
        "tarl.user_turns", "{turn}", "User turns simulated, by whether they end the conversation");

    public static void Replied(UserTurnSimulated turn) => Turns.Add(1, new KeyValuePair<string, object?>("stop", turn.Stop ? "true" : "false"));
}
