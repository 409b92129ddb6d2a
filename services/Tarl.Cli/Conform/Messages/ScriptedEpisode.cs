using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.Cli.Conform.Messages;

/// <summary>An episode written down turn by turn.</summary>
internal sealed class ScriptedEpisode(Guid id, TaskSpec task)
{
    private readonly List<Turn> _turns = [];

    public static ToolCall Call(string name, string arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        return new ToolCall { Name = name, Arguments = document.RootElement.Clone() };
    }

    public ScriptedEpisode User(string text) => Add(new Turn { Role = TurnRole.User, Text = text });

    public ScriptedEpisode Agent(string text) => Add(new Turn { Role = TurnRole.Agent, Text = text, SampledTokens = 12 });

    public ScriptedEpisode Agent(ToolCall call, string result, bool isError = false)
    {
        var text = $$"""<tool_call>{"name": "{{call.Name}}", "arguments": {{call.Arguments.GetRawText()}}}</tool_call>""";
        Add(new Turn { Role = TurnRole.Agent, Text = text, Call = call, SampledTokens = 24 });
        return Add(new Turn { Role = TurnRole.Tool, Text = result, IsError = isError });
    }

    public ScriptedEpisode Add(Turn turn)
    {
        _turns.Add(turn);
        return this;
    }

    public EpisodeCompleted End(StopReason reason = StopReason.UserStopped, EpisodeFailure? failure = null, params StateChange[] changes) => new()
    {
        EpisodeId = id,
        Rollout = Order(id, task),
        Turns = _turns,
        Changes = changes,
        StopReason = reason,
        Failure = failure,
    };

    /// <summary>The order to play an episode. As an evaluation: nothing learns from it.</summary>
    public static RequestRollout Order(Guid id, TaskSpec task) => new()
    {
        EpisodeId = id,
        Task = task,
        Purpose = RolloutPurpose.Evaluation,
        Batch = "conform",
        BatchSize = 1,
        Group = 0,
        Trial = 0,
        Agent = "demonstrator",
        Seed = 7,
        Sampling = new SamplingOptions(),
    };
}
