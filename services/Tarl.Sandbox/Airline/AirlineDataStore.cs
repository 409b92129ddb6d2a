using System.Text.Json.Nodes;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateData;
using Tarl.Sandbox.Storage;

namespace Tarl.Sandbox.Airline;

/// <summary>Between an airline's data and the data set file that sessions are opened on.</summary>
public static class AirlineDataStore
{
    /// <summary>Writes the data set whole or not at all; an existing file is replaced.</summary>
    /// <param name="data">The airline, in τ²-bench's shape.</param>
    /// <param name="path">Where: <c>{SandboxOptions.DataFolder}/{name}.db</c>.</param>
    public static void Write(AirlineData data, string path)
    {
        var tables = new Dictionary<string, JsonObject>
        {
            [AirlineTables.Flights] = data.Flights,
            [AirlineTables.Users] = data.Users,
            [AirlineTables.Reservations] = data.Reservations,
        };
        DataSetFile.Write(path, AirlineDomain.V2, AirlineDomain.V2.Tables.ToDictionary(table => table.Name, table => Rows(table, tables[table.Name])));
    }

    private static IEnumerable<KeyValuePair<string, JsonMap>> Rows(TableSchema table, JsonObject documents) =>
        DocumentTables.ToRows(documents).Select(row => KeyValuePair.Create(row.Key, table.Stored(row.Value)));
}
