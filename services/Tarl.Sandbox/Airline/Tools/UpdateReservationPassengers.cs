using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Replaces a reservation's passengers by as many others.</summary>
internal static class UpdateReservationPassengers
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        var passengers = call.IsV1 ? call["passengers"] : BookingModels.Passengers(call);
        if (call.Data.Read(AirlineTables.Reservations, call.Key("reservation_id")) is not { } reservation)
        {
            return Missing.Reservation(call);
        }

        if (FlightSegment.Count(passengers) != FlightSegment.Count(reservation["passengers"]))
        {
            return call.Fail("number of passengers does not match");
        }

        reservation["passengers"] = passengers;
        return new ToolOutput(call.Data.Write(AirlineTables.Reservations, reservation.Text("reservation_id"), reservation));
    }
}
