namespace Tarl.Sandbox.Airline.GenerateTasks.Network.Documents;

/// <summary>What tasks read of a reservation in the benchmark's files. Amounts are dollars, with a point or without.</summary>
internal sealed record ReservationDocument
{
    public required string Cabin { get; init; }
    public required IReadOnlyList<SegmentDocument> Flights { get; init; }
    public required IReadOnlyList<PassengerDocument> Passengers { get; init; }

    /// <summary>What the reservation was booked with comes first.</summary>
    public required IReadOnlyList<PaymentDocument> PaymentHistory { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required double TotalBaggages { get; init; }
    public required double NonfreeBaggages { get; init; }
    public required string Insurance { get; init; }

    internal sealed record SegmentDocument
    {
        public required string FlightNumber { get; init; }
        public required string Origin { get; init; }
        public required string Destination { get; init; }
        public required string Date { get; init; }
        public required double Price { get; init; }
    }

    internal sealed record PaymentDocument
    {
        public required double Amount { get; init; }
    }
}
