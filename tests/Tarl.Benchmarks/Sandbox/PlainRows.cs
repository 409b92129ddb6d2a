using Tarl.Sandbox.Storage;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>What episodes have written, in a dictionary instead of SQLite: what the same tools cost on plain in-memory objects.</summary>
internal sealed class PlainRows(string path) : EpisodeConnection(path)
{
    private readonly Dictionary<long, Dictionary<(string Table, string Id), string>> _written = [];

    public override string? ReadOverlay(long session, string table, string id) =>
        _written.TryGetValue(session, out var rows) ? rows.GetValueOrDefault((table, id)) : null;

    public override void WriteOverlay(long session, string table, string id, string document)
    {
        if (!_written.TryGetValue(session, out var rows))
        {
            _written.Add(session, rows = []);
        }

        rows[(table, id)] = document;
    }

    public override List<(string Table, string Id, string Document)> ListOverlay(long session) =>
        _written.TryGetValue(session, out var rows) ? [.. rows.Select(row => (row.Key.Table, row.Key.Id, row.Value))] : [];

    public override void Forget(long session) => _written.Remove(session);
}
