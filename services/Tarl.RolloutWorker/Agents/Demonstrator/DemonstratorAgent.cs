using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Sandbox;
using Tarl.RolloutWorker.Agents.Demonstrator.Domains;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator;

/// <summary>
/// Plays a task's plan in conversation, to be imitated: it asks for what it has not heard, reads, names what it is about to write and
/// asks to confirm, writes, reports. Beyond the plan it knows only what an agent sees.
/// </summary>
public sealed class DemonstratorAgent(DemonstratorOptions options) : IAgent
{
    public string Name => "demonstrator";

    /// <exception cref="InvalidOperationException">The task has no plan, or its domain is unknown.</exception>
    public ValueTask<IAgentEpisode> StartAsync(RequestRollout rollout, ISandboxSession sandbox, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        if (rollout.Task.Plan.Count == 0) throw new InvalidOperationException($"Task {rollout.Task.Id} has no plan to demonstrate.");
        var random = new SeededRandom(SeededRandom.Derive(rollout.Seed, "demonstrator"));
        return ValueTask.FromResult<IAgentEpisode>(new DemonstratorEpisode(rollout.Task.Plan, DomainSkills.Of(rollout.Task), options, random));
    }
}
