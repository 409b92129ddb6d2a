using System.Text.Json;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Import;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Tests.Airline;

/// <summary>Two flights, one user and one reservation, imported from files in the benchmark's form.</summary>
internal sealed class SmallAirline : IDisposable
{
    private const string Day = """{"status": "available", "available_seats": {"economy": 2, "business": 1}, "prices": {"economy": 100, "business": 300}}""";

    private const string Flights = $$$$"""
        {"HAT001": {"flight_number": "HAT001", "origin": "SFO", "destination": "JFK", "scheduled_departure_time_est": "22:00:00",
           "scheduled_arrival_time_est": "03:00:00+1", "dates": {"2024-05-20": {{{{Day}}}}, "2024-05-21": {"status": "cancelled"}}},
         "HAT002": {"flight_number": "HAT002", "origin": "JFK", "destination": "BOS", "scheduled_departure_time_est": "09:00:00",
           "scheduled_arrival_time_est": "10:00:00", "dates": {"2024-05-20": {{{{Day}}}}, "2024-05-21": {"status": "available",
             "available_seats": {"economy": 7, "business": 7}, "prices": {"economy": 70, "business": 77} } } } }
        """;

    private const string Users = """
        {"ann_li_1": {"name": {"first_name": "Ann", "last_name": "Li"}, "payment_methods": {
           "certificate_1": {"source": "certificate", "amount": 500, "id": "certificate_1"},
           "gift_card_1": {"source": "gift_card", "amount": 400, "id": "gift_card_1"}}, "reservations": ["AAAAAA"]}}
        """;

    private const string Reservations = """
        {"AAAAAA": {"reservation_id": "AAAAAA", "user_id": "ann_li_1", "origin": "SFO", "destination": "JFK", "flight_type": "one_way", "cabin": "economy",
           "flights": [{"origin": "SFO", "destination": "JFK", "flight_number": "HAT001", "date": "2024-05-20", "price": 90}],
           "passengers": [{"first_name": "Ann", "last_name": "Li", "dob": "1990-01-01"}], "payment_history": [{"payment_id": "gift_card_1", "amount": 90}],
           "created_at": "2024-05-01T00:00:00", "total_baggages": 0, "nonfree_baggages": 0, "insurance": "no"}}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly SandboxClient _client;

    public SmallAirline(string version)
    {
        WriteDataSet(_folder, version, "air.db");
        _client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = _folder.Path, ConnectionsPerDataSet = 1 }));
        Session = _client.OpenAsync("airline", "air", default).AsTask().Result;
    }

    public ISandboxSession Session { get; }

    /// <summary>Imports the data as a data set into the folder.</summary>
    public static void WriteDataSet(TemporaryFolder folder, string version, string file)
    {
        var source = Directory.CreateDirectory(folder.File($"airline-{version}")).FullName;
        if (version == "v1")
        {
            File.WriteAllText(Path.Combine(source, "flights.json"), Flights);
            File.WriteAllText(Path.Combine(source, "users.json"), Users);
            File.WriteAllText(Path.Combine(source, "reservations.json"), Reservations);
        }
        else
        {
            File.WriteAllText(Path.Combine(source, "db.json"), $$"""{"flights": {{Flights}}, "users": {{Users}}, "reservations": {{Reservations}}}""");
        }

        Assert.Equal(version, TauBenchImport.ImportDatabase(source, "airline", folder.File(file)));
    }

    public async Task<ToolResult> CallAsync(string tool, string arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        return await Session.CallAsync(new ToolCall { Name = tool, Arguments = document.RootElement }, default);
    }

    public Task<ToolResult> BookAsync(string payments, string cabin = "economy") => CallAsync("book_reservation", $$"""
        {"user_id": "ann_li_1", "origin": "SFO", "destination": "JFK", "flight_type": "one_way", "cabin": "{{cabin}}",
         "flights": [{"flight_number": "HAT001", "date": "2024-05-20"}], "passengers": [{"first_name": "Ann", "last_name": "Li", "dob": "1990-01-01"}],
         "payment_methods": [{{payments}}], "total_baggages": 1, "nonfree_baggages": 1, "insurance": "yes"}
        """);

    public async Task<string[]> ChangesAsync() => [.. (await Session.GetChangesAsync(default)).Select(change =>
        $"{change.Id} {string.Join("/", change.Path)} {change.Before?.GetRawText()}>{change.After?.GetRawText()}").Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }
}
