using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Sandbox;

namespace Tarl.RolloutWorker.Agents.DoNothing;

/// <summary>Says the same sentence whatever happens: the floor that every result is to be compared with.</summary>
public sealed class DoNothingAgent : IAgent
{
    public string Name => "do-nothing";

    public ValueTask<IAgentEpisode> StartAsync(RequestRollout rollout, ISandboxSession sandbox, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IAgentEpisode>(new DoNothingEpisode());
}
