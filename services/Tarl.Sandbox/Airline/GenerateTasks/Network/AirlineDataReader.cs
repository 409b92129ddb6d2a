using System.Globalization;
using System.Text.Json.Nodes;

namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <summary>Reads τ-bench's documents into the few fields that tasks are made from.</summary>
internal static class AirlineDataReader
{
    public static RouteNetwork Read(AirlineData data) => new()
    {
        Travellers = [.. data.Users.Select(user => ReadTraveller(user.Key, user.Value!, data.Reservations))],
        Flights = data.Flights.ToDictionary(flight => flight.Key, flight => ReadFlight(flight.Key, flight.Value!)),
        ReservationIds = data.Reservations.Select(reservation => reservation.Key).ToHashSet(),
        UserIds = data.Users.Select(user => user.Key).ToHashSet(),
    };

    private static Traveller ReadTraveller(string id, JsonNode user, JsonObject reservations) => new(
        id,
        new Passenger(Text(user["name"]!, "first_name"), Text(user["name"]!, "last_name"), Text(user, "dob")),
        [.. user["saved_passengers"]!.AsArray().Select(passenger => ReadPassenger(passenger!))],
        Text(user, "membership"),
        [.. user["payment_methods"]!.AsObject().Select(method => ReadMethod(method.Key, method.Value!))],
        [.. user["reservations"]!.AsArray().Select(own => own!.GetValue<string>()).Where(reservations.ContainsKey).Distinct().Select(own => ReadReservation(own, reservations[own]!))]);

    private static PaymentMethod ReadMethod(string id, JsonNode method) =>
        new(id, Text(method, "source"), method["amount"] is { } amount ? Number(amount) : 0);

    private static Passenger ReadPassenger(JsonNode passenger) =>
        new(Text(passenger, "first_name"), Text(passenger, "last_name"), Text(passenger, "dob"));

    private static Reservation ReadReservation(string id, JsonNode reservation) => new(
        id,
        Text(reservation, "cabin"),
        [.. reservation["flights"]!.AsArray().Select(segment => ReadSegment(segment!))],
        [.. reservation["passengers"]!.AsArray().Select(passenger => ReadPassenger(passenger!))],
        (long)Number(reservation["payment_history"]![0]!["amount"]!),
        DateTime.ParseExact(Text(reservation, "created_at"), "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        (int)Number(reservation["total_baggages"]!),
        (int)Number(reservation["nonfree_baggages"]!),
        Text(reservation, "insurance") == "yes");

    private static Segment ReadSegment(JsonNode segment) => new(
        Text(segment, "flight_number"), Text(segment, "origin"), Text(segment, "destination"), Text(segment, "date"), (long)Number(segment["price"]!));

    private static Flight ReadFlight(string number, JsonNode flight) => new(
        number, Text(flight, "origin"), Text(flight, "destination"), flight["dates"]!.AsObject().ToDictionary(day => day.Key, day => ReadDay(day.Value!)));

    private static FlightDay ReadDay(JsonNode day) => new(
        Text(day, "status"),
        day["available_seats"]?.AsObject().ToDictionary(cabin => cabin.Key, cabin => (int)Number(cabin.Value!)) ?? [],
        day["prices"]?.AsObject().ToDictionary(cabin => cabin.Key, cabin => (long)Number(cabin.Value!)) ?? []);

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();

    // Through the text: a number may have been parsed or made in memory, as an integer or not.
    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
