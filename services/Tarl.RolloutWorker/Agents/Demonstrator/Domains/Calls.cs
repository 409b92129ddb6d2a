using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Episodes;

namespace Tarl.RolloutWorker.Agents.Demonstrator.Domains;

/// <summary>Arguments of calls, as skills read and replace them.</summary>
internal static class Calls
{
    public static bool Has(this ToolCall call, string argument) => call.Arguments.TryGetProperty(argument, out _);

    /// <summary>A text or a number as text; empty if there is no such argument.</summary>
    public static string Text(this ToolCall call, string argument) => call.Arguments.TryGetProperty(argument, out var value) ? value.ToString() : "";

    public static IReadOnlyList<JsonElement> List(this ToolCall call, string argument) => [.. call.Arguments.GetProperty(argument).EnumerateArray()];

    public static IReadOnlyList<string> Texts(this ToolCall call, string argument) => [.. call.List(argument).Select(item => item.GetString()!)];

    public static string Text(this JsonElement document, string key) => document.GetProperty(key).ToString();

    public static ToolCall With(this ToolCall call, string argument, JsonNode value)
    {
        var arguments = JsonObject.Create(call.Arguments)!;
        arguments[argument] = value;
        return call with { Arguments = JsonSerializer.SerializeToElement(arguments) };
    }

    public static JsonArray ToArray(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
