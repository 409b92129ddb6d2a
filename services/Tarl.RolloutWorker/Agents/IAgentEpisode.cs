using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.RolloutWorker.Agents;

/// <summary>An agent's side of one episode.</summary>
public interface IAgentEpisode : IAsyncDisposable
{
    /// <param name="observations">The turns since the agent last acted, in order.</param>
    ValueTask<SampledTurn> ActAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken);

    /// <summary>Ends the episode; says where its tokens lie, if it has any.</summary>
    ValueTask<LedgerReference?> CompleteAsync(CancellationToken cancellationToken);
}
