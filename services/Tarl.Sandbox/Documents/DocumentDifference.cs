using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.Sandbox.Documents;

/// <summary>The structural difference of two versions of a row: maps by key, lists by position, leaves by value.</summary>
internal static class DocumentDifference
{
    private static readonly object s_absent = new();

    /// <summary>The changes from <paramref name="before"/> (null: the row is new) to <paramref name="after"/>.</summary>
    public static void Append(List<StateChange> changes, string table, string id, JsonMap? before, JsonMap after)
    {
        var found = new List<(JsonList Path, object? Before, object? After)>();
        Compare(before ?? s_absent, after, [], (path, was, now) => found.Add((new JsonList(path), was, now)));

        // All of a row's values in one document: making one for each path step and value would cost most of an episode's time.
        var values = PythonJson.ToElement(new JsonList(found.SelectMany(change => new[] { change.Path, Present(change.Before), Present(change.After) })));
        for (var i = 0; i < found.Count; i++)
        {
            changes.Add(new StateChange
            {
                Table = table,
                Id = id,
                Path = [.. values[3 * i].EnumerateArray()],
                Before = ReferenceEquals(found[i].Before, s_absent) ? null : values[(3 * i) + 1],
                After = ReferenceEquals(found[i].After, s_absent) ? null : values[(3 * i) + 2],
            });
        }
    }

    private static object? Present(object? value) => ReferenceEquals(value, s_absent) ? null : value;

    private static void Compare(object? before, object? after, List<object> path, Action<List<object>, object?, object?> report)
    {
        switch (before, after)
        {
            case (JsonMap was, JsonMap now):
                CompareMaps(was, now, path, report);
                break;
            case (JsonList was, JsonList now):
                CompareLists(was, now, path, report);
                break;
            default:
                // 64 and 64.0 are different states: the benchmark's hash tells them apart.
                if (!Equals(before, after))
                {
                    report(path, before, after);
                }

                break;
        }
    }

    private static void CompareMaps(JsonMap was, JsonMap now, List<object> path, Action<List<object>, object?, object?> report)
    {
        foreach (var (key, value) in was)
        {
            Descend(key, value, now.TryGetValue(key, out var after) ? after : s_absent, path, report);
        }

        foreach (var (key, value) in now)
        {
            if (!was.ContainsKey(key))
            {
                Descend(key, s_absent, value, path, report);
            }
        }
    }

    private static void CompareLists(JsonList was, JsonList now, List<object> path, Action<List<object>, object?, object?> report)
    {
        for (var i = 0; i < int.Max(was.Count, now.Count); i++)
        {
            Descend((long)i, i < was.Count ? was[i] : s_absent, i < now.Count ? now[i] : s_absent, path, report);
        }
    }

    private static void Descend(object step, object? before, object? after, List<object> path, Action<List<object>, object?, object?> report)
    {
        path.Add(step);
        Compare(before, after, path, report);
        path.RemoveAt(path.Count - 1);
    }
}
