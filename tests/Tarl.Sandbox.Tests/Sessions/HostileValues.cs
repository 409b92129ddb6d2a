using System.Text.Json.Nodes;

namespace Tarl.Sandbox.Tests.Sessions;

/// <summary>Arguments that no well-meaning caller gives, and every place of a call to put them.</summary>
internal static class HostileValues
{
    /// <summary>As JSON text, because some of them no JSON writer would write.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[]
        {
            "' OR '1'='1", "'; DROP TABLE temp.overlay; --", "'; UPDATE users SET document = '{}'; --", "x' UNION SELECT document FROM users --",
            "\\\"; DELETE FROM orders; --", "1; ATTACH DATABASE 'x.db' AS x; --", "$1", "$session", "?1", "@p", ":id", "%", "_", "*", "", " ", "\\u0000",
            "a\\u0000b", "\\ud800", "../../etc/passwd", "__proto__", "{0}", "%s%n", "NULL", "nan", "inf", "1e999", "\\r\\n", "é\\u202e🙈",
            string.Concat(Enumerable.Repeat("🙈", 60)), new string('x', 100_000),
        }.Select(text => $"\"{text}\""),
        "null", "true", "-1", "0", "0.1", "1e308", "-1e999", "1e999", "-0.0", "9223372036854775807", "1" + new string('0', 400), "1" + new string('0', 5000),
        "[]", "{}", "[[]]", "[null]", "[1, \"a\", {}]", "{\"payment_id\": 1}", "{\"\\ud800\": 1}", "{\"first_name\": {}}", "[\"2000000002\", \"2000000002\"]",
        Deep(40), Deep(60), Deep(63),
    ];

    /// <summary>The arguments, once for every value in them, with a mark in that value's place.</summary>
    /// <returns>JSON texts that each hold the mark once, as a string.</returns>
    public static IEnumerable<string> Places(JsonNode arguments, string mark)
    {
        foreach (var path in Paths(arguments, []))
        {
            var copy = arguments.DeepClone();
            var parent = path.SkipLast(1).Aggregate(copy, Step);
            if (path[^1] is int index)
            {
                parent[index] = mark;
            }
            else
            {
                parent[(string)path[^1]] = mark;
            }

            yield return copy.ToJsonString();
        }
    }

    private static JsonNode Step(JsonNode node, object step) => step is int index ? node[index]! : node[(string)step]!;

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        var below = node switch
        {
            JsonObject members => members.SelectMany(member => Paths(member.Value, [.. path, member.Key])),
            JsonArray items => items.SelectMany((item, i) => Paths(item, [.. path, i])),
            _ => [],
        };
        return path.Length == 0 ? below : below.Prepend(path);
    }

    private static string Deep(int levels) => new string('[', levels) + new string(']', levels);
}
