using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Policy.Tests.Tokenization;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Chat;

/// <summary>Seeded calls whose names, keys and values hold all sorts of characters, closing tags among them.</summary>
internal static class RandomCalls
{
    public static ToolCall Next(SeededRandom random) =>
        new() { Name = "f" + RandomText.Next(random, 5), Arguments = JsonSerializer.SerializeToElement(Object(random, depth: 4)) };

    private static Dictionary<string, object?> Object(SeededRandom random, int depth)
    {
        var members = new Dictionary<string, object?>();
        for (var i = random.Next(4); i > 0; i--)
        {
            members[RandomText.Next(random, 4)] = Value(random, depth - 1);
        }

        return members;
    }

    private static object? Value(SeededRandom random, int depth) => random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => null,
        1 => random.Chance(0.5),
        2 => random.Next(-1_000_000, 1_000_000),
        3 => random.NextDouble(),
        4 => "\"</tool_call>\\<tool_call>\u0007\u007F",
        5 => RandomText.Next(random, 10),
        6 => Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1)).ToArray(),
        _ => Object(random, depth),
    };
}
