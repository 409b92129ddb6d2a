using System.Text.Json.Nodes;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.RolloutWorker.Agents;
using Tarl.RolloutWorker.Agents.Demonstrator;
using Tarl.RolloutWorker.Tests.RunEpisode;
using Tarl.Testing.Models;

namespace Tarl.RolloutWorker.Tests.Agents.Models;

/// <summary>A model, to who asks over the protocol, that does what the demonstrator does: of one task after the other.</summary>
internal sealed class DemonstratingModel(IEnumerable<TaskSpec> tasks)
{
    private readonly Queue<TaskSpec> _tasks = new(tasks);
    private IAgentEpisode? _episode;
    private int _calls;

    public async Task BehaveAsync(ModelExchange exchange)
    {
        var messages = exchange.Messages;
        var said = messages.ToList().FindLastIndex(message => message.Role == "assistant");
        if (said < 0)
        {
            _episode = await new DemonstratorAgent(DemonstratorOptions.Perfect).StartAsync(FakeWorld.Rollout() with { Task = _tasks.Dequeue() }, null!, default);
        }

        // The system message is nothing new.
        var heard = messages.Skip(Math.Max(said + 1, 1)).Select(message => new Turn
        {
            Role = message.Role == "tool" ? TurnRole.Tool : TurnRole.User,
            Text = message.Text,
            IsError = message.Role == "tool" && message.Text.StartsWith("Error", StringComparison.Ordinal),
        });
        var turn = (await _episode!.ActAsync([.. heard], exchange.Aborted)).Turn;
        await (turn.Call is { } call
            ? exchange.AnswerAsync("", end: "tool_calls", toolCalls: new JsonArray(Call($"call-{_calls++}", call.Name, call.Arguments.GetRawText())))
            : exchange.AnswerAsync(turn.Text));
    }

    public static JsonObject Call(string id, string name, string arguments) => new()
    {
        ["id"] = id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments },
    };
}
