using System.Text.Json;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Storage;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Import;

/// <summary>The benchmark's databases as published: v1 one JSON file a table, v2 one <c>db.json</c> with all tables.</summary>
internal static class TauBenchFiles
{
    /// <summary>Makes a data set of the databases in a folder such as <c>data/v1/retail</c>.</summary>
    /// <exception cref="InvalidDataException">A file is missing or not what the benchmark publishes; the message is one sentence.</exception>
    public static void Import(string folder, Domain domain, string dataSetPath)
    {
        var tables = domain.Version == BenchmarkVersion.V1
            ? domain.Tables.ToDictionary(table => table.Name, table => ReadFile(folder, table.Name + ".json"))
            : Tables(ReadFile(folder, "db.json"), domain, folder);
        DataSetFile.Write(dataSetPath, domain, domain.Tables.ToDictionary(table => table.Name, table => Rows(table, tables[table.Name])));
    }

    private static Dictionary<string, JsonMap> Tables(JsonMap database, Domain domain, string folder) =>
        domain.Tables.ToDictionary(table => table.Name, table => database.TryGetValue(table.Name, out var rows) && rows is JsonMap map
            ? map
            : throw new InvalidDataException($"'{Path.Combine(folder, "db.json")}' has no table '{table.Name}'."));

    private static JsonMap ReadFile(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        try
        {
            return PythonJson.ParseMap(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is JsonException or PythonException or IOException or UnauthorizedAccessException)
        {
            var reason = exception.Message.TrimEnd('.');
            throw new InvalidDataException($"'{path}' cannot be read as one of the benchmark's databases ({reason}).", exception);
        }
    }

    private static IEnumerable<KeyValuePair<string, JsonMap>> Rows(TableSchema table, JsonMap rows) => rows.Select(row =>
        KeyValuePair.Create(row.Key, row.Value is JsonMap document
            ? table.Stored(document)
            : throw new InvalidDataException($"The table '{table.Name}' has a row '{row.Key}' that is no object.")));
}
