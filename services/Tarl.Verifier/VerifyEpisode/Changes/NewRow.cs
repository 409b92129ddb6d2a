using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Changes;

/// <summary>A row that an episode has made: one change, of the row as a whole.</summary>
internal static class NewRow
{
    public static bool Is(StateChange change) =>
        change.Path.Count == 0 && JsonValue.IsNothing(change.Before) && change.After is { ValueKind: JsonValueKind.Object };

    /// <summary>The same row value by value, so that two of them can be told apart in words.</summary>
    public static ChangeSet Values(StateChange change) => new(Leaves(change));

    private static IEnumerable<StateChange> Leaves(StateChange change) => change.After switch
    {
        { ValueKind: JsonValueKind.Object } value when value.GetPropertyCount() > 0 =>
            value.EnumerateObject().SelectMany(property => Leaves(Below(change, JsonSerializer.SerializeToElement(property.Name), property.Value))),
        { ValueKind: JsonValueKind.Array } value when value.GetArrayLength() > 0 =>
            value.EnumerateArray().SelectMany((item, position) => Leaves(Below(change, JsonSerializer.SerializeToElement(position), item))),
        _ => [change],
    };

    private static StateChange Below(StateChange change, JsonElement step, JsonElement value) => change with { Path = [.. change.Path, step], After = value };
}
