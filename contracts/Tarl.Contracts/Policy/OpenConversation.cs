namespace Tarl.Contracts.Policy;

/// <summary>What a policy server needs to know before the first turn.</summary>
public sealed record OpenConversation
{
    public required Guid EpisodeId { get; init; }
    public required string Domain { get; init; }
    public required string Guidelines { get; init; }
    public required IReadOnlyList<ToolDefinition> Tools { get; init; }
    public required SamplingOptions Sampling { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>Whether a learner will ask for the tokens; if not, they are not kept.</summary>
    public required bool KeepTokens { get; init; }

    /// <summary>Wait for at least this version of the weights.</summary>
    public int PolicyVersion { get; init; }
}
