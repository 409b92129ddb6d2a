using System.Text.Json;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;
using Tarl.RolloutWorker.Agents;
using Tarl.RolloutWorker.RunEpisode;

namespace Tarl.RolloutWorker.Tests.RunEpisode;

/// <summary>Agent, sandbox and user of one episode: each does what it is told, and writes down what it was asked.</summary>
internal sealed class FakeWorld : IAgent, IAgentEpisode, ISandboxClient, IUser
{
    public static readonly StateChange Change = new() { Table = "orders", Id = "#W1", Path = [] };
    public static readonly LedgerReference Tokens = new() { Replica = "here", Tokens = 12, SampledTokens = 5 };

    private readonly Queue<SampledTurn> _agent = new();
    private readonly Queue<UserTurnSimulated> _user = new();

    /// <summary>Runs before a call is answered; gets its name.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public RolloutWorkerOptions Options { get; } = new();
    public List<IReadOnlyList<Turn>> Observed { get; } = [];
    public List<SimulateUserTurn> Asked { get; } = [];
    public List<ToolCall> Called { get; } = [];
    public List<string> Disposed { get; } = [];

    public string Name => "policy";

    public static RequestRollout Rollout(string agent = "policy", int maxSteps = 30) => new()
    {
        EpisodeId = new Guid("00000000-0000-0000-0000-000000000009"),
        Task = new TaskSpec
        {
            Id = "t",
            Domain = "retail",
            Kind = "cancel",
            DataSet = "shop",
            Instruction = "",
            Script = new UserScript { Identity = new Dictionary<string, string>(), Goals = [] },
            GroundTruth = [],
        },
        Purpose = RolloutPurpose.Training,
        Batch = "update-1",
        BatchSize = 1,
        Group = 0,
        Trial = 0,
        Agent = agent,
        Seed = 4,
        Sampling = new SamplingOptions(),
        MaxSteps = maxSteps,
    };

    public FakeWorld UserSays(string text, bool stop = false)
    {
        _user.Enqueue(new UserTurnSimulated { Text = text, Stop = stop });
        return this;
    }

    public FakeWorld AgentSays(string text, string? thought = null) => Agent(new Turn { Role = TurnRole.Agent, Text = text, Thought = thought });

    public FakeWorld AgentGarbles(string text) => Agent(new Turn { Role = TurnRole.Agent, Text = text, IsError = true });

    public FakeWorld AgentIsCutOff(string text) => Agent(new Turn { Role = TurnRole.Agent, Text = text }, finished: false);

    public FakeWorld AgentCalls(string tool) =>
        Agent(new Turn { Role = TurnRole.Agent, Text = $"<{tool}>", Call = new ToolCall { Name = tool, Arguments = JsonSerializer.SerializeToElement(new { id = 1 }) } });

    public Task<EpisodeCompleted> RunAsync(RequestRollout? rollout = null, CancellationToken cancellationToken = default) =>
        new EpisodeRunner([this], this, this, Microsoft.Extensions.Options.Options.Create(Options)).RunAsync(rollout ?? Rollout(), cancellationToken);

    public async ValueTask<IAgentEpisode> StartAsync(RequestRollout rollout, ISandboxSession sandbox, CancellationToken cancellationToken)
    {
        await Before("start", cancellationToken);
        return this;
    }

    public async ValueTask<SampledTurn> ActAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken)
    {
        Observed.Add(observations);
        await Before("act", cancellationToken);
        return _agent.Dequeue();
    }

    public async ValueTask<LedgerReference?> CompleteAsync(CancellationToken cancellationToken)
    {
        await Before("complete", cancellationToken);
        return Tokens;
    }

    public async ValueTask<ISandboxSession> OpenAsync(string domain, string dataSet, CancellationToken cancellationToken)
    {
        await Before($"open {domain} {dataSet}", cancellationToken);
        return new Session(this);
    }

    /// <summary>A tool called <c>fail</c> fails, one called <c>transfer</c> ends the episode.</summary>
    public async ValueTask<ToolResult> CallAsync(ToolCall call, CancellationToken cancellationToken)
    {
        Called.Add(call);
        await Before("call", cancellationToken);
        return new ToolResult { Text = $"{call.Name}: done", IsError = call.Name == "fail", EndsEpisode = call.Name == "transfer" };
    }

    public async ValueTask<IReadOnlyList<StateChange>> GetChangesAsync(CancellationToken cancellationToken)
    {
        await Before("changes", cancellationToken);
        return [Change];
    }

    public async Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        Asked.Add(request);
        await Before("reply", cancellationToken);
        return _user.Dequeue();
    }

    public async ValueTask DisposeAsync()
    {
        Disposed.Add("agent");
        await Before("dispose agent", CancellationToken.None);
    }

    private FakeWorld Agent(Turn turn, bool finished = true)
    {
        _agent.Enqueue(new SampledTurn { Turn = turn, Finished = finished });
        return this;
    }

    /// <summary>The sandbox's session, which is disposed of apart from the agent.</summary>
    private sealed class Session(FakeWorld world) : ISandboxSession
    {
        public IReadOnlyList<ToolDefinition> Tools => [];
        public string Guidelines => "Be kind.";

        public ValueTask<ToolResult> CallAsync(ToolCall call, CancellationToken cancellationToken) => world.CallAsync(call, cancellationToken);

        public ValueTask<IReadOnlyList<StateChange>> GetChangesAsync(CancellationToken cancellationToken) => world.GetChangesAsync(cancellationToken);

        public async ValueTask DisposeAsync()
        {
            world.Disposed.Add("sandbox");
            await world.Before("dispose sandbox", CancellationToken.None);
        }
    }
}
