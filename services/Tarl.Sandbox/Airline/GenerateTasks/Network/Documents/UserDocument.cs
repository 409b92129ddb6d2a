namespace Tarl.Sandbox.Airline.GenerateTasks.Network.Documents;

/// <summary>What tasks read of a user in the benchmark's files.</summary>
internal sealed record UserDocument
{
    public required NameDocument Name { get; init; }
    public required string Dob { get; init; }
    public required IReadOnlyList<PassengerDocument> SavedPassengers { get; init; }
    public required string Membership { get; init; }

    /// <summary>Method id → method, in file order.</summary>
    public required OrderedDictionary<string, MethodDocument> PaymentMethods { get; init; }

    public required IReadOnlyList<string> Reservations { get; init; }

    internal sealed record NameDocument
    {
        public required string FirstName { get; init; }
        public required string LastName { get; init; }
    }

    internal sealed record MethodDocument
    {
        public required string Source { get; init; }

        /// <summary>In dollars; credit cards have none.</summary>
        public double Amount { get; init; }
    }
}
