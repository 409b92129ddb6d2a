using System.Collections.Concurrent;
using System.Collections.Frozen;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Storage;

/// <summary>An open data set: a few connections that episodes share, and the rows read so far.</summary>
internal sealed class DataSet : IDisposable
{
    private readonly ConcurrentDictionary<(string Table, string Id), BaseRow> _rows = new();
    private readonly ConcurrentDictionary<(string Table, string? Lookup, string? Key), IReadOnlyList<(string Id, long Position)>> _found = new();
    private readonly ConcurrentDictionary<string, FrozenSet<string>> _ids = new(StringComparer.Ordinal);
    private readonly EpisodeConnection[] _connections;
    private int _next = -1;

    /// <exception cref="InvalidDataException">The file is missing, damaged, or no data set.</exception>
    public DataSet(string path, int connections)
    {
        Domain = DataSetFile.Check(path);
        _connections = [.. Enumerable.Range(0, connections).Select(_ => new EpisodeConnection(path))];
    }

    public Domain Domain { get; }

    /// <summary>A fresh view; views are spread evenly over the connections.</summary>
    public EpisodeView Open() => new(this, _connections[(uint)Interlocked.Increment(ref _next) % (uint)_connections.Length]);

    /// <summary>A base row, or null. Only rows that exist are kept, so unknown ids cost no memory.</summary>
    public BaseRow? Row(EpisodeConnection connection, string table, string id)
    {
        if (_rows.TryGetValue((table, id), out var row))
        {
            return row;
        }

        row = Ids(connection, table).Contains(id) ? connection.ReadBase(table, id) : null;
        return row is null ? null : _rows.GetOrAdd((table, id), row);
    }

    /// <summary>The base rows under a lookup key (null: all rows), in file order. Kept likewise.</summary>
    public IReadOnlyList<(string Id, long Position)> Find(EpisodeConnection connection, string table, TableLookup? lookup, string? key)
    {
        if (_found.TryGetValue((table, lookup?.Name, key), out var found))
        {
            return found;
        }

        found = connection.FindBase(table, lookup?.Name, key);
        return found.Count == 0 ? found : _found.GetOrAdd((table, lookup?.Name, key), found);
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            lock (connection.Gate)
            {
                connection.Dispose();
            }
        }
    }

    // Known whole, so that asking for ids that do not exist costs no query.
    private FrozenSet<string> Ids(EpisodeConnection connection, string table) =>
        _ids.GetOrAdd(table, name => Find(connection, name, null, null).Select(row => row.Id).ToFrozenSet(StringComparer.Ordinal));
}
