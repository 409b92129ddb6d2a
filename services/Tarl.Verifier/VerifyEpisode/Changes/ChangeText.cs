using System.Text;
using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Changes;

/// <summary>Words for differences between changes: <c>order #W123: status should be cancelled, is pending</c>.</summary>
internal static class ChangeText
{
    private const int MaxValueLength = 120;

    public static string ShouldBe(StateChange expected, JsonElement? actual) => NewRow.Is(expected) && JsonValue.IsNothing(actual)
        ? $"{Row(expected)} should have been made, with {Value(expected.After)}"
        : $"{Row(expected)}: {Place(expected)} should be {Value(expected.After)}, is {Value(actual)}";

    public static string ShouldHaveBeen(StateChange expected, JsonElement? actual) =>
        $"{Row(expected)}: {Place(expected)} should have been {Value(expected.Before)} before, was {Value(actual)}";

    public static string Unexpected(StateChange change) => NewRow.Is(change)
        ? $"{Row(change)} should not have been made, with {Value(change.After)}"
        : $"{Row(change)}: unexpected change of {Place(change)} from {Value(change.Before)} to {Value(change.After)}";

    // One row of `orders` is an order.
    private static string Row(StateChange change) => $"{(change.Table.EndsWith('s') ? change.Table[..^1] : change.Table)} {change.Id}";

    private static string Place(StateChange change)
    {
        if (change.Path.Count == 0) return "the whole row";

        var text = new StringBuilder();
        foreach (var part in change.Path)
        {
            if (part.ValueKind == JsonValueKind.Number) text.Append('[').Append(part.GetRawText()).Append(']');
            else text.Append(text.Length == 0 ? "" : ".").Append(part);
        }

        return text.ToString();
    }

    private static string Value(JsonElement? value)
    {
        if (JsonValue.IsNothing(value)) return "absent";

        var text = value!.Value.ToString();
        if (text.Length == 0) return "empty";
        return text.Length <= MaxValueLength ? text : text[..MaxValueLength] + "…";
    }
}
