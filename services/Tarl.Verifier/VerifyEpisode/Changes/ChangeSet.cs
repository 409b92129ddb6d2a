using System.Collections;
using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Changes;

/// <summary>Changes by place (table, row, path), without those that change nothing at two decimals.</summary>
internal sealed class ChangeSet : IEnumerable<StateChange>
{
    private readonly OrderedDictionary<string, StateChange> _byPlace = [];

    public ChangeSet(IEnumerable<StateChange> changes)
    {
        foreach (var change in changes.Where(change => !JsonValue.AreEqual(change.Before, change.After)))
        {
            _byPlace[PlaceOf(change)] = change;
        }
    }

    /// <summary>The change of the same place; null if there is none.</summary>
    public StateChange? Find(StateChange change) => _byPlace.GetValueOrDefault(PlaceOf(change));

    public IEnumerator<StateChange> GetEnumerator() => _byPlace.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // JSON text keeps the key "1" and the position 1 apart; no table or id contains a line break.
    private static string PlaceOf(StateChange change) =>
        string.Join('\n', [change.Table, change.Id, .. change.Path.Select(part => part.GetRawText())]);
}
