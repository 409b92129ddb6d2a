using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;
using Tarl.RolloutWorker.Agents;

namespace Tarl.Cli.Chat;

/// <summary>An agent whose turns, and the tools' answers to them, are shown as they come.</summary>
internal sealed class ShownAgent(IAgent agent, Action<Turn> show) : IAgent
{
    public string Name => agent.Name;

    public async ValueTask<IAgentEpisode> StartAsync(RequestRollout rollout, ISandboxSession sandbox, CancellationToken cancellationToken) =>
        new Episode(await agent.StartAsync(rollout, sandbox, cancellationToken), show);

    private sealed class Episode(IAgentEpisode episode, Action<Turn> show) : IAgentEpisode
    {
        public async ValueTask<SampledTurn> ActAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken)
        {
            foreach (var turn in observations)
            {
                show(turn);
            }

            var sampled = await episode.ActAsync(observations, cancellationToken);
            show(sampled.Turn);
            return sampled;
        }

        public ValueTask<LedgerReference?> CompleteAsync(CancellationToken cancellationToken) => episode.CompleteAsync(cancellationToken);

        public ValueTask DisposeAsync() => episode.DisposeAsync();
    }
}
