using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Replaces a reservation's flights; those that it already has in its cabin keep their price.</summary>
internal static class UpdateReservationFlights
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        var flights = call.IsV1 ? null : BookingModels.Flights(call);
        if (call.Data.Read(AirlineTables.Reservations, call.Key("reservation_id")) is not { } reservation)
        {
            return Missing.Reservation(call);
        }

        var segments = new JsonList();
        foreach (var flight in (flights ?? call.List("flights")).Maps())
        {
            if (Segment(call, reservation, flight, out var segment) is { } refusal)
            {
                return refusal;
            }

            segments.Add(segment);
        }

        var price = PythonNumber.Subtract(Price(reservation, segments), Price(reservation, reservation.List("flights")));
        return ChangePayment.Pay(call, reservation, price, out var payment) ?? Store(call, reservation, segments, payment);
    }

    private static ToolOutput? Segment(ToolInvocation call, JsonMap reservation, JsonMap flight, out JsonMap? segment)
    {
        var kept = reservation.List("flights").Maps().FirstOrDefault(own =>
            PythonValue.AreEqual(own["flight_number"], flight["flight_number"])
            && PythonValue.AreEqual(own["date"], flight["date"])
            && PythonValue.AreEqual(reservation["cabin"], call["cabin"]));
        if (kept is not null)
        {
            segment = FlightSegment.WithPrice(call, flight, kept["price"], kept);
            return null;
        }

        return FlightSegment.Quote(call, flight, call["cabin"], reservation["passengers"], out segment);
    }

    private static object Price(JsonMap reservation, JsonList segments) => segments.Maps().Aggregate(
        PythonNumber.Zero,
        (sum, segment) => PythonNumber.Add(sum, PythonNumber.Multiply(segment["price"], (long)FlightSegment.Count(reservation["passengers"]))));

    private static ToolOutput Store(ToolInvocation call, JsonMap reservation, JsonList segments, JsonMap? payment)
    {
        reservation["flights"] = segments;
        if (!call.IsV1)
        {
            // v1 never stores the new cabin.
            reservation["cabin"] = call["cabin"];
        }

        if (payment is not null)
        {
            reservation.List("payment_history").Add(payment);
        }

        return new ToolOutput(call.Data.Write(AirlineTables.Reservations, reservation.Text("reservation_id"), reservation));
    }
}
