namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <param name="Days">Date → what the flight does on it, in order of time.</param>
internal sealed record Flight(string Number, string Origin, string Destination, IReadOnlyDictionary<string, FlightDay> Days);
