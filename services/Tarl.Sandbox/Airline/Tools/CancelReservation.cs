using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Cancels a reservation: every payment is booked back, but no balance or seat returns.</summary>
internal static class CancelReservation
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        if (call.Data.Read(AirlineTables.Reservations, call.Key("reservation_id")) is not { } reservation)
        {
            return Missing.Reservation(call);
        }

        var history = reservation.List("payment_history");
        history.AddRange(history.Maps().Select(payment => new JsonMap
        {
            ["payment_id"] = payment["payment_id"],
            ["amount"] = PythonNumber.Negate(payment["amount"]),
        }).ToList());
        reservation["status"] = "cancelled";
        return new ToolOutput(call.Data.Write(AirlineTables.Reservations, reservation.Text("reservation_id"), reservation));
    }
}
