using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Storage;

/// <summary>
/// One episode's data: the rows that it has written, over the data set's own. Opening one costs nothing; the overlay is the record of its changes.
/// Callers hold the connection's gate.
/// </summary>
internal sealed class EpisodeView(DataSet dataSet, EpisodeConnection connection)
{
    private readonly long _session = connection.NextSession();

    // The rows that the overlay holds for this episode, as documents: all others are the data set's, without asking.
    private readonly Dictionary<(string Table, string Id), JsonMap> _written = [];

    public Lock Gate => connection.Gate;

    /// <summary>The row as the agent reads it, or null.</summary>
    public string? ReadText(string table, string? id) =>
        id is null ? null : Overlaid(table, id) ?? dataSet.Row(connection, table, id)?.Text;

    /// <summary>The row as a copy of the caller's own, to change and <see cref="Write"/>; or null.</summary>
    public JsonMap? Read(string table, string? id) => Peek(table, id)?.Clone();

    /// <summary>The row for reading only: it may be shared between episodes. Null if there is none.</summary>
    public JsonMap? Peek(string table, string? id)
    {
        if (id is null)
        {
            return null;
        }

        return _written.TryGetValue((table, id), out var document) ? document : dataSet.Row(connection, table, id)?.Document;
    }

    /// <summary>Stores the row for this episode only, and gives its text back. The document is the view's from now on.</summary>
    public string Write(string table, string id, JsonMap document)
    {
        var text = PythonJsonWriter.Write(document);
        connection.WriteOverlay(_session, table, id, text);
        _written[(table, id)] = document;
        return text;
    }

    public IEnumerable<string> Ids(string table) => dataSet.Find(connection, table, null, null).Select(row => row.Id);

    /// <summary>The ids of the rows under a lookup key, in file order.</summary>
    public IReadOnlyList<string> Find(string table, TableLookup lookup, string key)
    {
        var found = dataSet.Find(connection, table, lookup, key);
        var written = _written.Keys.Where(row => row.Table == table).Select(row => row.Id).ToList();
        if (written.Count == 0)
        {
            return [.. found.Select(row => row.Id)];
        }

        var current = found.Where(row => !written.Contains(row.Id)).ToList();
        current.AddRange(written
            .Where(id => lookup.Key(Peek(table, id)!) == key)
            .Select(id => (id, dataSet.Row(connection, table, id)?.Position ?? long.MaxValue)));
        return [.. current.OrderBy(row => row.Position).Select(row => row.Id)];
    }

    /// <summary>What the episode has changed: its rows against the data set's.</summary>
    public IReadOnlyList<StateChange> Changes()
    {
        if (_written.Count == 0)
        {
            return [];
        }

        var changes = new List<StateChange>();
        foreach (var (table, id, document) in connection.ListOverlay(_session))
        {
            DocumentDifference.Append(changes, table, id, dataSet.Row(connection, table, id)?.Document, PythonJson.ParseMap(document));
        }

        return changes;
    }

    public void Forget()
    {
        // An episode that has only read leaves nothing behind.
        if (_written.Count > 0)
        {
            connection.Forget(_session);
        }
    }

    private string? Overlaid(string table, string id) => _written.ContainsKey((table, id)) ? connection.ReadOverlay(_session, table, id) : null;
}
