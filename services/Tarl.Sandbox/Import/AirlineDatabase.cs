using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.Airline.GenerateTasks.Network.Documents;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Import;

/// <summary>The airline's tables as published: v1 one file a table, v2 one file with all.</summary>
internal sealed record AirlineDatabase
{
    public required OrderedDictionary<string, FlightDocument> Flights { get; init; }
    public required OrderedDictionary<string, UserDocument> Users { get; init; }
    public required OrderedDictionary<string, ReservationDocument> Reservations { get; init; }

    /// <exception cref="InvalidDataException">A file is missing or damaged; the message is one sentence with the position.</exception>
    public static RouteNetwork ReadNetwork(TauBenchDomain source)
    {
        string File(string name) => Path.Combine(source.Path, name);
        var database = source.Target.Version == BenchmarkVersion.V2
            ? BenchmarkJson.ReadFile<AirlineDatabase>(File("db.json"))
            : new AirlineDatabase
            {
                Flights = BenchmarkJson.ReadFile<OrderedDictionary<string, FlightDocument>>(File("flights.json")),
                Users = BenchmarkJson.ReadFile<OrderedDictionary<string, UserDocument>>(File("users.json")),
                Reservations = BenchmarkJson.ReadFile<OrderedDictionary<string, ReservationDocument>>(File("reservations.json")),
            };
        return AirlineDataReader.Read(database.Flights, database.Users, database.Reservations);
    }
}
