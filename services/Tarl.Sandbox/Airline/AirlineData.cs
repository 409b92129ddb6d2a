using System.Text.Json.Nodes;

namespace Tarl.Sandbox.Airline;

/// <summary>An airline's data in the shape of τ²-bench's file: id → document, in file order.</summary>
public sealed record AirlineData
{
    public required JsonObject Flights { get; init; }
    public required JsonObject Users { get; init; }
    public required JsonObject Reservations { get; init; }
}
