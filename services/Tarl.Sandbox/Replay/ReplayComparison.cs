using System.Text.Json;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Replay;

/// <summary>What a replay did differently from its recording, in words.</summary>
internal static class ReplayComparison
{
    private const int MaxQuotedCharacters = 300;

    /// <returns>One sentence a difference; empty if there is none.</returns>
    public static IReadOnlyList<string> Differences(Recording recording, ReplayOutcome replayed)
    {
        var recorded = recording.Recorded ?? throw new InvalidDataException($"Episode '{recording.Source}' records no observations to compare with.");
        var differences = new List<string>();
        for (var i = 0; i < recording.Actions.Count; i++)
        {
            CompareAction(recording, recorded, replayed, i, differences);
        }

        CompareChanges(recording, recorded, replayed, differences);
        return differences;
    }

    private static void CompareAction(Recording recording, ReplayOutcome recorded, ReplayOutcome replayed, int i, List<string> differences)
    {
        var where = $"{recording.Source}, action {i + 1} ({recording.Actions[i].Name})";
        if (i >= recorded.Errors.Count || i >= recorded.Observations.Count)
        {
            differences.Add($"{where}: the recording has no observation");
            return;
        }

        if (recorded.Errors[i] != replayed.Errors[i])
        {
            differences.Add($"{where}: recorded {(recorded.Errors[i] ? "a failure" : "a success")}, got '{Quote(replayed.Observations[i])}'");
        }
        else if ((i >= recorded.Exact.Count || recorded.Exact[i]) && recorded.Observations[i] != replayed.Observations[i])
        {
            var (was, now) = FromFirstDifference(recorded.Observations[i] ?? "null", replayed.Observations[i] ?? "null");
            differences.Add($"{where}: recorded '{Quote(was)}', got '{Quote(now)}'");
        }
    }

    private static void CompareChanges(Recording recording, ReplayOutcome recorded, ReplayOutcome replayed, List<string> differences)
    {
        var was = recorded.Changes.Select(Canonical).ToHashSet();
        var now = replayed.Changes.Select(Canonical).ToHashSet();
        differences.AddRange(Sorted(was.Except(now)).Select(change => $"{recording.Source}: recorded change is missing: {Quote(change)}"));
        differences.AddRange(Sorted(now.Except(was)).Select(change => $"{recording.Source}: change is not recorded: {Quote(change)}"));
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> changes) => changes.Order(StringComparer.Ordinal);

    // Numbers at two decimals, keys in order, so that equal changes are equal texts.
    private static string Canonical(JsonElement change) => PythonJsonWriter.Write(Canonical(PythonJson.FromElement(change)));

    private static object? Canonical(object? value) => value switch
    {
        JsonList list => new JsonList(list.Select(Canonical)),
        JsonMap map => CanonicalMap(map),
        double number => PythonFloat.Round2(number) + 0.0,
        bool or string or null => value,
        _ => (double)PythonNumber.Add(value, 0.0),
    };

    private static JsonMap CanonicalMap(JsonMap map)
    {
        var ordered = new JsonMap();
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            ordered[key] = Canonical(value);
        }

        return ordered;
    }

    private static (string Was, string Now) FromFirstDifference(string was, string now)
    {
        var start = int.Max(0, was.AsSpan().CommonPrefixLength(now) - 40);
        return (was[start..], now[start..]);
    }

    private static string Quote(string? text) =>
        text is null ? "null" : text.Length <= MaxQuotedCharacters ? text : text[..MaxQuotedCharacters] + "…";
}
