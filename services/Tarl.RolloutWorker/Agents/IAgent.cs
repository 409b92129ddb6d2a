using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Sandbox;

namespace Tarl.RolloutWorker.Agents;

/// <summary>Plays the agent in an episode: the policy being trained, or one to compare it with or learn from.</summary>
public interface IAgent
{
    /// <summary>What <see cref="RequestRollout.Agent"/> calls it.</summary>
    string Name { get; }

    ValueTask<IAgentEpisode> StartAsync(RequestRollout rollout, ISandboxSession sandbox, CancellationToken cancellationToken);
}
