using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>A seat on a flight on a date, with the checks that booking and changing share.</summary>
/// <param name="Flight">The flight's row.</param>
/// <param name="Price">What one seat costs in the cabin.</param>
internal sealed record FlightOffer(JsonMap Flight, object? Price)
{
    /// <summary>The refusal, or null and the offer.</summary>
    /// <param name="call">Says the version and holds the data.</param>
    /// <param name="number">The caller's flight number.</param>
    /// <param name="date">The caller's date.</param>
    /// <param name="cabin">The caller's cabin; Python's KeyError if there is no such.</param>
    /// <param name="passengers">Whom seats must be free for.</param>
    /// <param name="offer">The offer if nothing is refused.</param>
    public static ToolOutput? Find(ToolInvocation call, object? number, Func<object?> date, object? cabin, object? passengers, out FlightOffer? offer)
    {
        offer = null;
        if (FindFlight(call, number, out var flight) is { } unknownFlight)
        {
            return unknownFlight;
        }

        if (FindDay(call, number, date(), out var day) is { } unknownDay)
        {
            return unknownDay;
        }

        if (day!.Text("status") != "available")
        {
            return call.Fail($"flight {PythonText.Str(number)} not available on date {PythonText.Str(date())}");
        }

        if (PythonNumber.Compare(InCabin(day.Map("available_seats"), cabin), (long)FlightSegment.Count(passengers)) < 0)
        {
            return call.Fail($"not enough seats on flight {PythonText.Str(number)}");
        }

        offer = new FlightOffer(flight!, InCabin(day.Map("prices"), cabin));
        return null;
    }

    /// <summary>The refusal, or null and what the flight does on the date.</summary>
    public static ToolOutput? FindDay(ToolInvocation call, object? number, object? date, out JsonMap? day)
    {
        day = null;
        if (FindFlight(call, number, out var flight) is { } unknownFlight)
        {
            return unknownFlight;
        }

        if (ToolInvocation.AsKey(date) is not { } key || !flight!.Map("dates").TryGetValue(key, out var found))
        {
            return call.Fail($"flight {PythonText.Str(number)} not found on date {PythonText.Str(date)}");
        }

        day = (JsonMap)found!;
        return null;
    }

    private static ToolOutput? FindFlight(ToolInvocation call, object? number, out JsonMap? flight)
    {
        flight = call.Data.Peek(AirlineTables.Flights, ToolInvocation.AsKey(number));
        return flight is null ? call.Fail($"flight {PythonText.Str(number)} not found") : null;
    }

    private static object? InCabin(JsonMap byCabin, object? cabin) =>
        ToolInvocation.AsKey(cabin) is { } key && byCabin.TryGetValue(key, out var value) ? value : throw new PythonException(PythonText.Repr(cabin));
}
