using System.Text.Json;
using System.Text.RegularExpressions;
using Tarl.Contracts.Policy;

namespace Tarl.PolicyServer.ServeOpenAi.Requests;

/// <summary>Reads the tools that a request offers.</summary>
internal static partial class ToolReader
{
    private const int MaxTools = 128;

    private static readonly JsonElement NoParameters = JsonSerializer.SerializeToElement(new { type = "object", properties = new { } });

    /// <exception cref="OpenAiException">A tool is none, or has what cannot be had here.</exception>
    public static IReadOnlyList<ToolDefinition> Read(RequestFields request)
    {
        var tools = request.FindList("tools").Select((tool, i) => Tool(RequestFields.Of(tool, $"tools[{i}]"))).ToList();
        if (tools.Count > MaxTools)
        {
            throw OpenAiException.Invalid("array_above_max_length", "tools", $"There may be {MaxTools} tools at most.");
        }

        return tools.GroupBy(tool => tool.Name).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw OpenAiException.Invalid("invalid_value", "tools", $"Two tools are called '{twice}'.")
            : tools;
    }

    /// <summary>Whether the policy may make calls.</summary>
    /// <exception cref="OpenAiException">It is to be made to.</exception>
    public static bool ReadChoice(RequestFields request) => request.Find("tool_choice") switch
    {
        null => true,
        { ValueKind: JsonValueKind.String } choice when choice.GetString() is "auto" => true,
        { ValueKind: JsonValueKind.String } choice when choice.GetString() is "none" => false,
        _ => throw OpenAiException.Unsupported("tool_choice", "The policy decides itself whether it makes a call, and which: 'tool_choice' must be auto or none."),
    };

    private static ToolDefinition Tool(RequestFields tool)
    {
        if (tool.RequireText("type") is var type and not "function")
        {
            throw OpenAiException.Unsupported(tool.In("type"), $"A tool must be of the type function, not '{type}'.");
        }

        var function = RequestFields.Of(tool.Require("function"), tool.In("function"));
        _ = function.FindFlag("strict");
        var name = function.RequireText("name");
        return new ToolDefinition
        {
            Name = Name().IsMatch(name)
                ? name
                : throw OpenAiException.Invalid("invalid_value", function.In("name"), $"Invalid value for '{function.In("name")}': up to 64 letters, digits, '_' and '-'."),
            Description = function.FindText("description") ?? "",
            Parameters = Parameters(function),
        };
    }

    private static JsonElement Parameters(RequestFields function)
    {
        if (function.FindObject("parameters") is not { } parameters)
        {
            return NoParameters;
        }

        _ = parameters.FindObject("properties");
        return function.Require("parameters").Clone();
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Name();
}
