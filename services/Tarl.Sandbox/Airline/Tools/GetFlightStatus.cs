using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>A flight's status on a date (v2 only).</summary>
internal static class GetFlightStatus
{
    public static ToolOutput Invoke(ToolInvocation call) =>
        FlightOffer.FindDay(call, call["flight_number"], call["date"], out var day) ?? new ToolOutput(day!.Text("status"));
}
