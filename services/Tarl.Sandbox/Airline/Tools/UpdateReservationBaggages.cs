using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Sets a reservation's bags; more that are not free cost 50 each.</summary>
internal static class UpdateReservationBaggages
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        if (call.Data.Read(AirlineTables.Reservations, call.Key("reservation_id")) is not { } reservation)
        {
            return Missing.Reservation(call);
        }

        var more = PythonNumber.Subtract(call["nonfree_baggages"], reservation["nonfree_baggages"]);
        var price = PythonNumber.Compare(more, PythonNumber.Zero) > 0 ? PythonNumber.Multiply(50L, more) : PythonNumber.Zero;
        if (ChangePayment.Pay(call, reservation, price, out var payment) is { } refusal)
        {
            return refusal;
        }

        reservation["total_baggages"] = call["total_baggages"];
        reservation["nonfree_baggages"] = call["nonfree_baggages"];
        if (payment is not null)
        {
            reservation.List("payment_history").Add(payment);
        }

        return new ToolOutput(call.Data.Write(AirlineTables.Reservations, reservation.Text("reservation_id"), reservation));
    }
}
