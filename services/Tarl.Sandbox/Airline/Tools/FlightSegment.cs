using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>One flight of a reservation.</summary>
internal static class FlightSegment
{
    /// <summary>The refusal, or null and the segment with its price: v1 adds to the caller's keys, v2 makes its model's.</summary>
    public static ToolOutput? Quote(ToolInvocation call, JsonMap flight, object? cabin, object? passengers, out JsonMap? segment)
    {
        segment = null;
        var number = flight["flight_number"];
        if (FlightOffer.Find(call, number, () => flight["date"], cabin, passengers, out var offer) is { } refusal)
        {
            return refusal;
        }

        segment = WithPrice(call, flight, offer!.Price, offer.Flight);
        return null;
    }

    /// <summary>The caller's flight as a segment, with the route of a flight or of the segment that it keeps.</summary>
    public static JsonMap WithPrice(ToolInvocation call, JsonMap flight, object? price, JsonMap route)
    {
        var priced = flight.MergedWith(new JsonMap { ["price"] = price, ["origin"] = route["origin"], ["destination"] = route["destination"] });
        return call.IsV1 ? priced : priced.Select("flight_number", "origin", "destination", "date", "price");
    }

    /// <summary>Python's <c>len</c>.</summary>
    public static int Count(object? value) => value switch
    {
        JsonList list => list.Count,
        JsonMap map => map.Count,
        string text => text.Length,
        _ => throw new PythonException($"object of type '{PythonText.TypeName(value)}' has no len()"),
    };
}
