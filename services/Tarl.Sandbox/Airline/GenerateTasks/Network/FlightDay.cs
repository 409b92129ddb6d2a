namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <summary>A flight on one day.</summary>
/// <param name="Seats">Cabin → free seats; empty unless the status is <c>available</c>.</param>
/// <param name="Prices">Cabin → dollars a seat; empty likewise.</param>
internal sealed record FlightDay(string Status, IReadOnlyDictionary<string, int> Seats, IReadOnlyDictionary<string, long> Prices)
{
    public bool HasSeats(string cabin, int count) => Seats.TryGetValue(cabin, out var free) && free >= count;
}
