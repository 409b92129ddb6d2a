using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Books flights for passengers, paid with one or several of the user's methods.</summary>
internal static class BookReservation
{
    // Also how many bookings a run of the benchmark has room for; v1 overwrites the last.
    private static readonly string[] s_newIds = ["HATHAT", "HATHAU", "HATHAV"];

    public static ToolOutput Invoke(ToolInvocation call)
    {
        // v2 reads its models first, v1 takes the caller's objects as they are.
        var flights = call.IsV1 ? call.List("flights") : BookingModels.Flights(call);
        var passengers = call.IsV1 ? call["passengers"] : BookingModels.Passengers(call);
        var payments = call.IsV1 ? call["payment_methods"] : BookingModels.Payments(call);
        if (call.Data.Read(AirlineTables.Users, call.Key("user_id")) is not { } user)
        {
            return Missing.User(call);
        }

        var id = s_newIds.FirstOrDefault(id => call.Data.ReadText(AirlineTables.Reservations, id) is null);
        if (id is null && !call.IsV1)
        {
            return call.Fail("too many reservations");
        }

        var reservation = Reservation(call, id ?? s_newIds[^1], passengers, payments);
        return AddFlights(call, reservation, flights, out var total)
            ?? BookingPayment.Check(call, user, payments, WithFees(call, total, passengers))
            ?? Store(call, user, reservation);
    }

    private static JsonMap Reservation(ToolInvocation call, string id, object? passengers, object? payments)
    {
        var reservation = new JsonMap
        {
            ["reservation_id"] = id,
            ["user_id"] = call["user_id"],
            ["origin"] = call["origin"],
            ["destination"] = call["destination"],
            ["flight_type"] = call["flight_type"],
            ["cabin"] = call["cabin"],
            ["flights"] = new JsonList(),
            ["passengers"] = passengers,
            ["payment_history"] = payments,
            ["created_at"] = "2024-05-15T15:00:00",
            ["total_baggages"] = call["total_baggages"],
            ["nonfree_baggages"] = call["nonfree_baggages"],
            ["insurance"] = call["insurance"],
        };
        return call.IsV1 ? reservation : BookingModels.Reservation(reservation);
    }

    private static ToolOutput? AddFlights(ToolInvocation call, JsonMap reservation, JsonList flights, out object total)
    {
        total = PythonNumber.Zero;
        foreach (var flight in flights.Maps())
        {
            if (FlightSegment.Quote(call, flight, call["cabin"], reservation["passengers"], out var segment) is { } refusal)
            {
                return refusal;
            }

            reservation.List("flights").Add(segment);
            total = PythonNumber.Add(total, PythonNumber.Multiply(segment!["price"], (long)FlightSegment.Count(reservation["passengers"])));
        }

        return null;
    }

    private static object WithFees(ToolInvocation call, object total, object? passengers)
    {
        var insurance = call["insurance"] is "yes" ? 30L * FlightSegment.Count(passengers) : 0L;
        return PythonNumber.Add(PythonNumber.Add(total, insurance), PythonNumber.Multiply(50L, call["nonfree_baggages"]));
    }

    private static ToolOutput Store(ToolInvocation call, JsonMap user, JsonMap reservation)
    {
        var userId = call.Key("user_id")!;
        BookingPayment.Charge(call, userId, user, reservation["payment_history"]);
        if (!call.IsV1)
        {
            TakeSeats(call, reservation);
        }

        var id = reservation.Text("reservation_id");
        user.List("reservations").Add(id);
        call.Data.Write(AirlineTables.Users, userId, user);
        return new ToolOutput(call.Data.Write(AirlineTables.Reservations, id, reservation));
    }

    // v1 never reduces seats.
    private static void TakeSeats(ToolInvocation call, JsonMap reservation)
    {
        foreach (var segment in reservation.List("flights").Maps())
        {
            var flight = call.Data.Read(AirlineTables.Flights, segment.Text("flight_number"))!;
            var seats = flight.Map("dates").Map(segment.Text("date")).Map("available_seats");
            var cabin = reservation.Text("cabin");
            seats[cabin] = PythonNumber.Subtract(seats[cabin], (long)FlightSegment.Count(reservation["passengers"]));
            call.Data.Write(AirlineTables.Flights, segment.Text("flight_number"), flight);
        }
    }
}
