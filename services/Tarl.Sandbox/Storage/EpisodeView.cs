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

    public Lock Gate => connection.Gate;

    /// <summary>The row as the agent reads it, or null.</summary>
    public string? ReadText(string table, string? id) =>
        id is null ? null : connection.ReadOverlay(_session, table, id) ?? dataSet.Row(connection, table, id)?.Text;

    /// <summary>The row as a copy of the caller's own, to change and <see cref="Write"/>; or null.</summary>
    public JsonMap? Read(string table, string? id) => ReadText(table, id) is { } text ? PythonJson.ParseMap(text) : null;

    /// <summary>The row for reading only: it may be shared between episodes. Null if there is none.</summary>
    public JsonMap? Peek(string table, string? id)
    {
        if (id is null)
        {
            return null;
        }

        return connection.ReadOverlay(_session, table, id) is { } text ? PythonJson.ParseMap(text) : dataSet.Row(connection, table, id)?.Document;
    }

    /// <summary>Stores the row for this episode only, and gives its text back.</summary>
    public string Write(string table, string id, JsonMap document)
    {
        var text = PythonJsonWriter.Write(document);
        connection.WriteOverlay(_session, table, id, text);
        return text;
    }

    public IEnumerable<string> Ids(string table) => connection.FindBase(table, null, null).Select(row => row.Id);

    /// <summary>The ids of the rows under a lookup key, in file order.</summary>
    public IReadOnlyList<string> Find(string table, TableLookup lookup, string key)
    {
        var found = connection.FindBase(table, lookup.Name, key);
        var written = connection.ListOverlay(_session).Where(row => row.Table == table).ToDictionary(row => row.Id, row => row.Document);
        if (written.Count > 0)
        {
            found.RemoveAll(row => written.ContainsKey(row.Id));
            found.AddRange(written
                .Where(row => lookup.Key(PythonJson.ParseMap(row.Value)) == key)
                .Select(row => (row.Key, dataSet.Row(connection, table, row.Key)?.Position ?? long.MaxValue)));
            found.Sort((a, b) => a.Position.CompareTo(b.Position));
        }

        return [.. found.Select(row => row.Id)];
    }

    /// <summary>What the episode has changed: its rows against the data set's.</summary>
    public IReadOnlyList<StateChange> Changes()
    {
        var changes = new List<StateChange>();
        foreach (var (table, id, document) in connection.ListOverlay(_session))
        {
            DocumentDifference.Append(changes, table, id, dataSet.Row(connection, table, id)?.Document, PythonJson.ParseMap(document));
        }

        return changes;
    }

    public void Forget() => connection.Forget(_session);
}
