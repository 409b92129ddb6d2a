namespace Tarl.Sandbox.Airline.GenerateTasks.Network.Documents;

/// <summary>What tasks read of a flight in the benchmark's files.</summary>
internal sealed record FlightDocument
{
    public required string Origin { get; init; }
    public required string Destination { get; init; }

    /// <summary>Date → the flight on that day.</summary>
    public required OrderedDictionary<string, DayDocument> Dates { get; init; }

    internal sealed record DayDocument
    {
        public required string Status { get; init; }

        /// <summary>Cabin → free seats; only while it can be booked, as the prices.</summary>
        public IReadOnlyDictionary<string, double>? AvailableSeats { get; init; }

        public IReadOnlyDictionary<string, double>? Prices { get; init; }
    }
}
