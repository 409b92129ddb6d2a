using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>The twenty airports, in the benchmark's order.</summary>
internal static class ListAllAirports
{
    private static readonly (string Code, string City)[] s_airports =
    [
        ("SFO", "San Francisco"), ("JFK", "New York"), ("LAX", "Los Angeles"), ("ORD", "Chicago"), ("DFW", "Dallas"),
        ("DEN", "Denver"), ("SEA", "Seattle"), ("ATL", "Atlanta"), ("MIA", "Miami"), ("BOS", "Boston"),
        ("PHX", "Phoenix"), ("IAH", "Houston"), ("LAS", "Las Vegas"), ("MCO", "Orlando"), ("EWR", "Newark"),
        ("CLT", "Charlotte"), ("MSP", "Minneapolis"), ("DTW", "Detroit"), ("PHL", "Philadelphia"), ("LGA", "LaGuardia"),
    ];

    public static IEnumerable<string> Codes => s_airports.Select(airport => airport.Code);

    /// <summary>v1: an object from code to city. v2: a list of objects.</summary>
    public static ToolOutput Invoke(ToolInvocation call) => new(PythonJsonWriter.Write(call.IsV1 ? ByCode() : AsList()));

    private static JsonMap ByCode()
    {
        var cities = new JsonMap();
        foreach (var (code, city) in s_airports)
        {
            cities[code] = city;
        }

        return cities;
    }

    private static JsonList AsList() => new(s_airports.Select(airport => new JsonMap { ["iata"] = airport.Code, ["city"] = airport.City }));
}
