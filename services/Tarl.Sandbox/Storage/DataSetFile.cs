using System.Globalization;
using Microsoft.Data.Sqlite;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Storage;

/// <summary>The file format of a data set: SQLite, one table a benchmark table, and a <c>data_set</c> table that says what it is.</summary>
internal static class DataSetFile
{
    // "TarS", in SQLite's header: tells a data set from any other database.
    private const int ApplicationId = 0x54617253;
    private const int FormatVersion = 1;

    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Makes sure that the file is whole and one of ours.</summary>
    /// <exception cref="InvalidDataException">It is not; the message is one sentence.</exception>
    public static Domain Check(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"There is no data set at '{path}'.");
        }

        try
        {
            using var connection = Connect(path, SqliteOpenMode.ReadOnly);
            return Check(connection, path);
        }
        catch (SqliteException exception)
        {
            throw new InvalidDataException($"The data set '{path}' is damaged or no SQLite database ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    /// <summary>Writes a data set whole or not at all: to a new file beside it, which then takes its place.</summary>
    /// <param name="path">Where the data set goes; an existing one is replaced.</param>
    /// <param name="domain">Whose tables the rows belong to.</param>
    /// <param name="rows">Each table's rows in file order, by table name.</param>
    public static void Write(string path, Domain domain, IReadOnlyDictionary<string, IEnumerable<KeyValuePair<string, JsonMap>>> rows)
    {
        var temporary = path + ".partial";
        File.Delete(temporary);
        try
        {
            using (var connection = Connect(temporary, SqliteOpenMode.ReadWriteCreate))
            {
                using var transaction = connection.BeginTransaction();
                WriteHeader(connection, domain);
                foreach (var table in domain.Tables)
                {
                    WriteTable(connection, table, rows[table.Name]);
                }

                transaction.Commit();
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static Domain Check(SqliteConnection connection, string path)
    {
        if ((long)Scalar(connection, "PRAGMA application_id")! != ApplicationId)
        {
            throw new InvalidDataException($"The database '{path}' is no Tarl data set.");
        }

        if ((long)Scalar(connection, "PRAGMA user_version")! != FormatVersion)
        {
            throw new InvalidDataException($"The data set '{path}' has a format that this version does not read.");
        }

        if (Scalar(connection, "PRAGMA quick_check(1)") is not "ok")
        {
            throw new InvalidDataException($"The data set '{path}' is damaged.");
        }

        var name = (string)Scalar(connection, "SELECT domain FROM data_set")!;
        var version = (BenchmarkVersion)(long)Scalar(connection, "SELECT version FROM data_set")!;
        return DomainCatalogue.Find(name, version)
            ?? throw new InvalidDataException($"The data set '{path}' is for the unknown domain '{name}' (v{(int)version}).");
    }

    private static void WriteHeader(SqliteConnection connection, Domain domain)
    {
        Run(connection, $"PRAGMA application_id = {ApplicationId}");
        Run(connection, $"PRAGMA user_version = {FormatVersion}");
        Run(connection, "CREATE TABLE data_set (domain TEXT NOT NULL, version INTEGER NOT NULL)");
        Run(connection, "INSERT INTO data_set VALUES ($1, $2)", domain.Name, (long)domain.Version);
    }

    private static void WriteTable(SqliteConnection connection, TableSchema table, IEnumerable<KeyValuePair<string, JsonMap>> rows)
    {
        var columns = string.Concat(table.Lookups.Select(lookup => $", {lookup.Name} TEXT NOT NULL"));
        Run(connection, $"CREATE TABLE {table.Name} (id TEXT PRIMARY KEY, position INTEGER NOT NULL, document TEXT NOT NULL{columns})");
        var values = string.Join(", ", Enumerable.Range(1, 3 + table.Lookups.Length).Select(i => $"${i}"));
        var position = 0L;
        foreach (var (id, document) in rows)
        {
            object[] lookups = [.. table.Lookups.Select(lookup => lookup.Key(document))];
            Run(connection, $"INSERT INTO {table.Name} VALUES ({values})", [id, position++, PythonJsonWriter.Write(document), .. lookups]);
        }

        foreach (var lookup in table.Lookups)
        {
            Run(connection, $"CREATE INDEX {table.Name}_{lookup.Name} ON {table.Name} ({lookup.Name})");
        }
    }

#pragma warning disable CA2100 // Only schema names are interpolated; values are parameters.
    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Run(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), values[i]);
        }

        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
