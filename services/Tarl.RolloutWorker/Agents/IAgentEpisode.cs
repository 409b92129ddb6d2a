using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.RolloutWorker.Agents;

/// <summary>An agent within one episode.</summary>
public interface IAgentEpisode : IAsyncDisposable
{
    /// <summary>The agent's next turn. A scripted agent's call has an empty text and <see cref="Turn.Call"/> set.</summary>
    /// <param name="observations">User and tool turns since the agent last acted, in order.</param>
    ValueTask<SampledTurn> ActAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken);

    /// <summary>Ends the agent's part and says where its tokens lie; null if it has none.</summary>
    ValueTask<LedgerReference?> CompleteAsync(CancellationToken cancellationToken);
}
