namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <summary>What tasks may speak of: one split's travellers, and everyone's flights and ids.</summary>
internal sealed record RouteNetwork
{
    public required IReadOnlyList<Traveller> Travellers { get; init; }

    /// <summary>Flight number → flight, in file order.</summary>
    public required IReadOnlyDictionary<string, Flight> Flights { get; init; }

    /// <summary>Ids of all reservations, of the other split too.</summary>
    public required IReadOnlySet<string> ReservationIds { get; init; }

    /// <summary>Ids of all users, of the other split too.</summary>
    public required IReadOnlySet<string> UserIds { get; init; }

    public FlightDay? DayOf(Segment segment) =>
        Flights.TryGetValue(segment.FlightNumber, out var flight) ? flight.Days.GetValueOrDefault(segment.Date) : null;

    /// <summary>The only flight that can be booked between two airports on a date, priced in a cabin.</summary>
    /// <returns>Null if there is none, or a choice, or not enough seats for those asked for and for two more.</returns>
    public Segment? OnlyFlight(string origin, string destination, string date, string cabin, int seats)
    {
        var bookable = Flights.Values
            .Where(flight => flight.Origin == origin && flight.Destination == destination && flight.Days.GetValueOrDefault(date)?.Status == "available")
            .ToList();
        return bookable is [var only] && only.Days[date].HasSeats(cabin, seats + 2)
            ? new Segment(only.Number, origin, destination, date, only.Days[date].Prices[cabin])
            : null;
    }
}
