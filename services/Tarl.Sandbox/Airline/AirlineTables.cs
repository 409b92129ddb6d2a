using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Storage;

namespace Tarl.Sandbox.Airline;

/// <summary>The airline domain's tables and the ways its tools find flights.</summary>
internal static class AirlineTables
{
    public const string Flights = "flights";
    public const string Reservations = "reservations";
    public const string Users = "users";

    public static TableLookup FlightByOrigin { get; } = new("origin", flight => flight.Text("origin"));

    public static IReadOnlyList<TableSchema> V1 { get; } = [new(Flights, FlightByOrigin), new(Reservations), new(Users)];

    public static IReadOnlyList<TableSchema> V2 { get; } =
        [new(Flights, FlightByOrigin), new(Reservations, StoredReservation), new(Users)];

    // The model's key order of a segment differs from the file's.
    private static JsonMap StoredReservation(JsonMap reservation)
    {
        var segments = reservation.List("flights").Maps()
            .Select(segment => segment.Select("flight_number", "origin", "destination", "date", "price"));
        reservation["flights"] = new JsonList(segments);
        return reservation.WithKeys("status");
    }
}
