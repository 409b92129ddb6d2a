using Microsoft.Data.Sqlite;

namespace Tarl.Sandbox.Storage;

/// <summary>
/// A connection to a data set, opened read-only, with an overlay in memory that holds every row that an episode on it has written.
/// Not thread safe: its episodes take <see cref="Gate"/>.
/// </summary>
/// <remarks>The overlay can be replaced, so that its cost can be measured.</remarks>
internal class EpisodeConnection : IDisposable
{
    private const string CreateOverlay = """
        PRAGMA temp_store = MEMORY;
        CREATE TEMP TABLE overlay (
            session INTEGER NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,
            PRIMARY KEY (session, source, id)) WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private long _sessions;
    private bool _disposed;

    public EpisodeConnection(string path)
    {
        _connection = DataSetFile.Connect(path, SqliteOpenMode.ReadOnly);
        using var create = _connection.CreateCommand();
        create.CommandText = CreateOverlay;
        create.ExecuteNonQuery();
    }

    public Lock Gate { get; } = new();

    public long NextSession() => Interlocked.Increment(ref _sessions);

    public BaseRow? ReadBase(string table, string id)
    {
        using var reader = Command($"SELECT document, position FROM main.{table} WHERE id = $1", id).ExecuteReader();
        return reader.Read() ? new BaseRow(reader.GetString(0), reader.GetInt64(1)) : null;
    }

    /// <summary>Ids and positions of the base rows under a lookup key (null: all rows), in file order.</summary>
    public List<(string Id, long Position)> FindBase(string table, string? lookup, string? key)
    {
        var where = lookup is null ? "" : $"WHERE {lookup} = $1";
        object?[] parameters = lookup is null ? [] : [key];
        using var reader = Command($"SELECT id, position FROM main.{table} {where} ORDER BY position", parameters).ExecuteReader();
        var found = new List<(string, long)>();
        while (reader.Read())
        {
            found.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return found;
    }

    public virtual string? ReadOverlay(long session, string table, string id) =>
        Command("SELECT document FROM temp.overlay WHERE session = $1 AND source = $2 AND id = $3", session, table, id).ExecuteScalar() as string;

    public virtual void WriteOverlay(long session, string table, string id, string document) =>
        Command(
            "INSERT INTO temp.overlay VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET document = excluded.document",
            session, table, id, document).ExecuteNonQuery();

    /// <summary>Every row that the session has written, by table and id.</summary>
    public virtual List<(string Table, string Id, string Document)> ListOverlay(long session)
    {
        using var reader = Command("SELECT source, id, document FROM temp.overlay WHERE session = $1", session).ExecuteReader();
        var rows = new List<(string, string, string)>();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return rows;
    }

    /// <summary>Throws the session's rows away; after the connection is closed there are none.</summary>
    public virtual void Forget(long session)
    {
        if (!_disposed)
        {
            Command("DELETE FROM temp.overlay WHERE session = $1", session).ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    // Statements are compiled once; table and column names come from the domain's schema, never from a caller.
    private SqliteCommand Command(string sql, params ReadOnlySpan<object?> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only schema names are interpolated; values are parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < parameters.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter($"${i + 1}", null));
            }

            _commands.Add(sql, command);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i];
        }

        return command;
    }
}
