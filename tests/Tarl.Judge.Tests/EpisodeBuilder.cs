using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.Judge.Tests;

/// <summary>Writes an episode down turn by turn, as a script.</summary>
internal sealed class EpisodeBuilder
{
    private readonly List<Turn> _turns = [];
    private readonly List<ToolCall> _groundTruth = [];
    private readonly List<string> _outputs = [];
    private readonly List<GoalPlan> _plan = [];
    private string _domain = "retail";

    public static ToolCall ToolCall(string name, string arguments = "{}") => new() { Name = name, Arguments = JsonDocument.Parse(arguments).RootElement };

    public EpisodeBuilder Domain(string domain)
    {
        _domain = domain;
        return this;
    }

    /// <summary>Adds a call to the ground truth.</summary>
    public EpisodeBuilder Demand(string name, string arguments = "{}")
    {
        _groundTruth.Add(ToolCall(name, arguments));
        return this;
    }

    /// <summary>Adds a required output.</summary>
    public EpisodeBuilder Output(string output)
    {
        _outputs.Add(output);
        return this;
    }

    /// <summary>Adds a goal to the plan.</summary>
    public EpisodeBuilder Plan(GoalPlan goal)
    {
        _plan.Add(goal);
        return this;
    }

    public EpisodeBuilder User(string text) => Add(new Turn { Role = TurnRole.User, Text = text });

    public EpisodeBuilder Agent(string text) => Add(new Turn { Role = TurnRole.Agent, Text = text });

    /// <summary>An agent turn that calls a tool, and the tool's answer; one that begins with <c>Error</c> is an error.</summary>
    public EpisodeBuilder Call(string name, string arguments, string answer)
    {
        Add(new Turn { Role = TurnRole.Agent, Text = "", Call = ToolCall(name, arguments) });
        return Add(new Turn { Role = TurnRole.Tool, Text = answer, IsError = answer.StartsWith("Error", StringComparison.Ordinal) });
    }

    public EpisodeBuilder Add(Turn turn)
    {
        _turns.Add(turn);
        return this;
    }

    public EpisodeCompleted End(StopReason reason = StopReason.UserStopped) => new()
    {
        EpisodeId = new Guid("00000000-0000-0000-0000-000000000007"),
        Rollout = Rollout(),
        Turns = _turns,
        Changes = [],
        StopReason = reason,
    };

    private RequestRollout Rollout() => new()
    {
        EpisodeId = new Guid("00000000-0000-0000-0000-000000000007"),
        Task = new TaskSpec
        {
            Id = "task-1",
            Domain = _domain,
            Kind = "cancel",
            DataSet = "train",
            Instruction = "",
            Script = new UserScript { Identity = new Dictionary<string, string>(), Goals = [] },
            GroundTruth = _groundTruth,
            Outputs = _outputs,
            Plan = _plan,
        },
        Purpose = RolloutPurpose.Training,
        Batch = "update-1",
        BatchSize = 1,
        Group = 0,
        Trial = 0,
        Agent = "policy",
        Seed = 1,
        Sampling = new SamplingOptions(),
    };
}
