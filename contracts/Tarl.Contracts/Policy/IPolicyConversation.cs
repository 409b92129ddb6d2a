using Tarl.Contracts.Episodes;

namespace Tarl.Contracts.Policy;

/// <summary>One episode's conversation. Its key/value cache lives until it is disposed; its tokens stay in the ledger until collected.</summary>
public interface IPolicyConversation : IAsyncDisposable
{
    /// <summary>Appends user or tool turns, then samples the agent's next turn.</summary>
    /// <param name="observations">Turns since the agent last spoke, in order.</param>
    ValueTask<SampledTurn> SampleAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken);

    /// <summary>Ends the conversation and says where its tokens lie.</summary>
    ValueTask<LedgerReference> CompleteAsync(CancellationToken cancellationToken);
}
