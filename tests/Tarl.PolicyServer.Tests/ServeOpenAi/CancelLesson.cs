using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.PolicyServer.Tests.ServeOpenAi;

/// <summary>A conversation that a tiny policy learns by heart: asked for, called, answered, told.</summary>
internal static class CancelLesson
{
    public const string Asked = "Please cancel my order.";
    public const string Answered = "cancelled";
    public const string Told = "It is cancelled.";

    public static ToolCall Call { get; } = new() { Name = "cancel_order", Arguments = JsonSerializer.SerializeToElement(new { order_id = "#W12" }) };

    public static Turn[] Turns { get; } =
    [
        Server.User(Asked),
        new Turn { Role = TurnRole.Agent, Text = "", Call = Call },
        Server.Tool(Answered),
        new Turn { Role = TurnRole.Agent, Text = Told },
    ];
}
