namespace Tarl.Contracts.Policy;

/// <summary>Where an episode's tokens, masks, logprobs and versions are kept until the learner has them.</summary>
public sealed record LedgerReference
{
    /// <summary>The policy server replica that sampled the episode.</summary>
    public required string Replica { get; init; }

    /// <summary>All tokens of the episode, forced and sampled.</summary>
    public required int Tokens { get; init; }

    public required int SampledTokens { get; init; }
}
