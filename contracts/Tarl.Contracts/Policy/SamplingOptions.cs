namespace Tarl.Contracts.Policy;

/// <summary>How the policy picks tokens.</summary>
public sealed record SamplingOptions
{
    /// <summary>Softmax temperature; 0 takes the most likely token.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>A turn that has not ended after this many tokens is cut, and the episode with it.</summary>
    public int MaxTokensPerTurn { get; init; } = 192;
}
