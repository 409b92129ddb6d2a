using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Sandbox;

namespace Tarl.RolloutWorker.Agents;

/// <summary>Someone who can play the agent of an episode.</summary>
public interface IAgent
{
    /// <summary>As in <see cref="RequestRollout.Agent"/>.</summary>
    string Name { get; }

    ValueTask<IAgentEpisode> StartAsync(RequestRollout rollout, ISandboxSession sandbox, CancellationToken cancellationToken);
}
