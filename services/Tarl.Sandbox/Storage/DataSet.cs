using System.Collections.Concurrent;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Storage;

/// <summary>An open data set: a few connections that episodes share, and the rows read so far.</summary>
internal sealed class DataSet : IDisposable
{
    private readonly ConcurrentDictionary<(string Table, string Id), BaseRow> _rows = new();
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

        row = connection.ReadBase(table, id);
        return row is null ? null : _rows.GetOrAdd((table, id), row);
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
}
