using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.Policy.Tests.Chat;

/// <summary>Short ways to write turns, calls and tools.</summary>
internal static class Conversations
{
    public static readonly ToolDefinition[] Tools =
    [
        Tool("cancel_pending_order", "Cancel a pending order \u2013 not a \"delivered\" one.",
            """{"type":"object","properties":{"order_id":{"type":"string"},"reason":{"type":"string","enum":["no longer needed","ordered by mistake"]}},"required":["order_id","reason"]}"""),
        Tool("list_all_product_types", "List all.", """{"type":"object","properties":{},"required":[]}"""),
    ];

    /// <summary>Two questions, two calls of which one follows words, two tool results in a row, a mark of punctuation before each boundary.</summary>
    public static readonly Turn[] Sample =
    [
        User("Hi, please cancel #W5918442."),
        Agent("Are you sure?"),
        User("Yes!\n"),
        Agent("", Call("cancel_pending_order", """{"order_id":"#W5918442","reason":"ordered by mistake"}""")),
        Tool("{\"status\": \"cancelled\"}"),
        Tool("Error: timeout"),
        Agent("Let me see.\n<tool_call>\n{\"name\": \"list_all_product_types\", \"arguments\": {}}\n</tool_call>"),
        Tool("{\"T-Shirt\": \"95231\"}"),
    ];

    public static Turn User(string text) => new() { Role = TurnRole.User, Text = text };

    public static Turn Tool(string text) => new() { Role = TurnRole.Tool, Text = text };

    public static Turn Agent(string text, ToolCall? call = null) => new() { Role = TurnRole.Agent, Text = text, Call = call };

    public static ToolCall Call(string name, string arguments) => new() { Name = name, Arguments = JsonElement.Parse(arguments) };

    private static ToolDefinition Tool(string name, string description, string parameters) =>
        new() { Name = name, Description = description, Parameters = JsonElement.Parse(parameters) };
}
