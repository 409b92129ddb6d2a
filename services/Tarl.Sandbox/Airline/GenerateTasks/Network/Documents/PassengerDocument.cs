namespace Tarl.Sandbox.Airline.GenerateTasks.Network.Documents;

/// <summary>Someone who flies, in the benchmark's files.</summary>
internal sealed record PassengerDocument
{
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required string Dob { get; init; }
}
