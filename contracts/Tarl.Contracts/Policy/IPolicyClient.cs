using Tarl.Contracts.Episodes;

namespace Tarl.Contracts.Policy;

/// <summary>The worker's way to a policy server: one conversation an episode.</summary>
public interface IPolicyClient
{
    /// <summary>Opens a conversation; its first tokens are the system message with the guidelines and tools.</summary>
    ValueTask<IPolicyConversation> OpenAsync(OpenConversation request, CancellationToken cancellationToken);
}

/// <summary>One episode's conversation. Its key/value cache lives until it is disposed; its tokens stay in the ledger until collected.</summary>
public interface IPolicyConversation : IAsyncDisposable
{
    /// <summary>Appends user or tool turns, then samples the agent's next turn.</summary>
    /// <param name="observations">Turns since the agent last spoke, in order.</param>
    ValueTask<SampledTurn> SampleAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken);

    /// <summary>Ends the conversation and says where its tokens lie.</summary>
    ValueTask<LedgerReference> CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>What a policy server needs to know before the first turn.</summary>
public sealed record OpenConversation
{
    public required Guid EpisodeId { get; init; }
    public required string Domain { get; init; }
    public required IReadOnlyList<ToolDefinition> Tools { get; init; }
    public required SamplingOptions Sampling { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>Wait for at least this version of the weights.</summary>
    public int PolicyVersion { get; init; }
}

/// <summary>An agent turn as sampled.</summary>
public sealed record SampledTurn
{
    public required string Text { get; init; }
    public required int SampledTokens { get; init; }

    /// <summary>False if the turn was cut by a token limit; the conversation cannot go on.</summary>
    public required bool Finished { get; init; }
}
