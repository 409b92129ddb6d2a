using Tarl.Cli.CheckJudge.Faults;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Sandbox;
using Tarl.RolloutWorker.Agents;
using Tarl.RolloutWorker.Agents.Demonstrator;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.CheckJudge;

/// <summary>A demonstrator without fault but for the one that is planted; each instance plays one episode and remembers what it has done.</summary>
internal sealed class FaultyAgent(IFault fault) : IAgent
{
    private readonly List<Flaw> _flaws = [];

    public string Name => "demonstrator";

    /// <summary>What is wrong with each turn taken, in order. (A)</summary>
    public IReadOnlyList<Flaw> Flaws => _flaws;

    public async ValueTask<IAgentEpisode> StartAsync(RequestRollout rollout, ISandboxSession sandbox, CancellationToken cancellationToken)
    {
        var right = await new DemonstratorAgent(DemonstratorOptions.Perfect).StartAsync(rollout, sandbox, cancellationToken);
        var lapsing = await new DemonstratorAgent(fault.Lapses).StartAsync(rollout with { Task = fault.Mislead(rollout.Task) }, sandbox, cancellationToken);
        return new FaultyAgentEpisode(fault, rollout.Task, right, lapsing, _flaws, new SeededRandom(SeededRandom.Derive(rollout.Seed, "fault")));
    }
}
