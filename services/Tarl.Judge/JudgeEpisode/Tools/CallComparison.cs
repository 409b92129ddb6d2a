using System.Text.Json;
using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;

namespace Tarl.Judge.JudgeEpisode.Tools;

/// <summary>Compares a call with the one that should have been made.</summary>
internal static partial class CallComparison
{
    /// <summary>True if both calls ask for the same: the same tool, and <see cref="FindDifferences"/> finds nothing.</summary>
    public static bool AreEqual(ToolCall call, ToolCall expected) => call.Name == expected.Name && FindDifferences(call, expected).Count == 0;

    /// <summary>The arguments of <paramref name="call"/> that are missing, additional or wrong, in words; <c>item_ids should be ["1"], is ["2"]</c>.</summary>
    public static IReadOnlyList<string> FindDifferences(ToolCall call, ToolCall expected)
    {
        if (!TryGetArguments(call, out var actual)) return ["the arguments should be an object"];
        if (!TryGetArguments(expected, out var wanted)) return [];

        var differences = wanted.Keys.Union(actual.Keys)
            .Where(name => !Agree(actual.GetValueOrDefault(name), wanted.GetValueOrDefault(name)))
            .ToList();
        return AreRowsReordered(differences, actual, wanted) ? [] : [.. differences.Select(name => Describe(name, actual, wanted))];
    }

    private static bool TryGetArguments(ToolCall call, out Dictionary<string, JsonElement?> arguments)
    {
        arguments = [];
        if (call.Arguments.ValueKind != JsonValueKind.Object) return false;

        foreach (var property in call.Arguments.EnumerateObject()) arguments[property.Name] = property.Value;
        return true;
    }

    private static bool Agree(JsonElement? left, JsonElement? right) =>
        left is { } a && right is { } b ? JsonElement.DeepEquals(a, b) : left is null && right is null;

    // The lists of ids in one call are the columns of one table (old item, new item), and the order of its rows means nothing.
    // Lists of objects (flights, passengers) are stored in the order given.
    private static bool AreRowsReordered(List<string> differences, Dictionary<string, JsonElement?> actual, Dictionary<string, JsonElement?> wanted)
    {
        var columns = wanted.Where(argument => argument.Value is { ValueKind: JsonValueKind.Array } list && !HasObjects(list)).Select(argument => argument.Key).ToList();
        return differences.Count > 0
            && differences.All(columns.Contains)
            && RowsOf(columns, actual) is { } left
            && RowsOf(columns, wanted) is { } right
            && left.SequenceEqual(right);
    }

    private static bool HasObjects(JsonElement list) => list.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object);

    private static List<string>? RowsOf(List<string> columns, Dictionary<string, JsonElement?> arguments)
    {
        var lists = columns.Select(column => arguments.GetValueOrDefault(column)).ToList();
        if (!lists.All(list => list is { ValueKind: JsonValueKind.Array })) return null;

        var count = lists[0]!.Value.GetArrayLength();
        if (lists.Any(list => list!.Value.GetArrayLength() != count)) return null;

        var rows = Enumerable.Range(0, count).Select(row => string.Join('\n', lists.Select(list => list!.Value[row].GetRawText())));
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    /// <summary>A value as it was written, but for line breaks: messages may carry their JSON indented.</summary>
    public static string OneLine(JsonElement value) => LineBreak().Replace(value.ToString(), "");

    private static string Describe(string name, Dictionary<string, JsonElement?> actual, Dictionary<string, JsonElement?> wanted)
    {
        if (!wanted.TryGetValue(name, out var expected)) return $"{name} should not be given";
        return actual.TryGetValue(name, out var given)
            ? $"{name} should be {OneLine(expected!.Value)}, is {OneLine(given!.Value)}"
            : $"{name} is missing, should be {OneLine(expected!.Value)}";
    }

    [GeneratedRegex(@"[ \t]*\r?\n\s*")]
    private static partial Regex LineBreak();
}
