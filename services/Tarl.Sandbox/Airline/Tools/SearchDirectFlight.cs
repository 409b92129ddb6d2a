using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Flights between two airports with free seats on a date.</summary>
internal static class SearchDirectFlight
{
    // Keys of v2's result; v1 gives the flight without its dates, then the day.
    private static readonly string[] s_v2Keys =
    [
        "flight_number", "origin", "destination", "status", "scheduled_departure_time_est", "scheduled_arrival_time_est", "date",
        "available_seats", "prices",
    ];

    public static ToolOutput Invoke(ToolInvocation call)
    {
        var flights = Between(call, call["origin"], call["destination"]);
        return new ToolOutput(PythonJsonWriter.Write(new JsonList(flights
            .Where(flight => IsAvailable(flight, call["date"]))
            .Select(flight => Result(call, flight, Day(flight, call["date"])!, call.IsV1 ? null : new JsonMap { ["date"] = null })))));
    }

    /// <summary>In file order. For v2 (not v1) an airport of null means any.</summary>
    public static IEnumerable<JsonMap> Between(ToolInvocation call, object? origin, object? destination) =>
        From(call, origin).Where(flight => Matches(call, flight["destination"], destination));

    /// <summary>In file order, wherever they go.</summary>
    public static IEnumerable<JsonMap> From(ToolInvocation call, object? origin)
    {
        IEnumerable<string> ids = origin is string airport ? call.Data.Find(AirlineTables.Flights, AirlineTables.FlightByOrigin, airport)
            : origin is null && !call.IsV1 ? call.Data.Ids(AirlineTables.Flights)
            : [];
        return ids.Select(id => call.Data.Peek(AirlineTables.Flights, id)!);
    }

    public static bool IsAvailable(JsonMap flight, object? date) => Day(flight, date) is { } day && day.Text("status") == "available";

    public static JsonMap? Day(JsonMap flight, object? date) =>
        ToolInvocation.AsKey(date) is { } key && flight.Map("dates").TryGetValue(key, out var day) ? (JsonMap)day! : null;

    public static JsonMap Result(ToolInvocation call, JsonMap flight, JsonMap day, JsonMap? extra)
    {
        var result = flight.MergedWith(day).MergedWith(extra ?? []);
        result.Remove("dates");
        return call.IsV1 ? result : result.Select(s_v2Keys);
    }

    private static bool Matches(ToolInvocation call, object? airport, object? wanted) => (!call.IsV1 && wanted is null) || Equals(airport, wanted);
}
