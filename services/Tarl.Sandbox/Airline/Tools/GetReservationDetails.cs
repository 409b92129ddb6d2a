using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>A reservation.</summary>
internal static class GetReservationDetails
{
    // v1 says "user" here, as the benchmark does.
    public static ToolOutput Invoke(ToolInvocation call) => call.Data.ReadText(AirlineTables.Reservations, call.Key("reservation_id")) is { } text
        ? new ToolOutput(text)
        : call.IsV1 ? call.Fail("user not found") : Missing.Reservation(call);
}
