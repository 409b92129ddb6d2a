using System.Text.Json;

namespace Tarl.Verifier.VerifyEpisode.Changes;

/// <summary>Equality of database values: numbers by value at two decimals, objects whatever the order of their keys.</summary>
internal static class JsonValue
{
    // Half of the last decimal that counts. Modified items keep unrounded differences, so sums differ in their last bits.
    private const double Tolerance = 0.005;

    /// <summary>A JSON null and no value at all are equal: a bus message cannot tell them apart.</summary>
    public static bool AreEqual(JsonElement? left, JsonElement? right)
    {
        if (IsNothing(left) || IsNothing(right)) return IsNothing(left) && IsNothing(right);

        var (a, b) = (left!.Value, right!.Value);
        if (a.ValueKind != b.ValueKind) return false;

        return a.ValueKind switch
        {
            JsonValueKind.Number => Math.Abs(a.GetDouble() - b.GetDouble()) < Tolerance || a.GetRawText() == b.GetRawText(),
            JsonValueKind.String => a.ValueEquals(b.GetString()),
            JsonValueKind.Array => AreArraysEqual(a, b),
            JsonValueKind.Object => AreObjectsEqual(a, b),
            _ => true,
        };
    }

    public static bool IsNothing(JsonElement? value) => value is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    private static bool AreArraysEqual(JsonElement a, JsonElement b) =>
        a.GetArrayLength() == b.GetArrayLength() && a.EnumerateArray().Zip(b.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second));

    private static bool AreObjectsEqual(JsonElement a, JsonElement b) =>
        a.GetPropertyCount() == b.GetPropertyCount()
        && a.EnumerateObject().All(property => b.TryGetProperty(property.Name, out var other) && AreEqual(property.Value, other));
}
