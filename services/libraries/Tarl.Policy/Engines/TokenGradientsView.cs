namespace Tarl.Policy.Engines;

/// <summary>Where a loss writes its derivatives, one entry a sampled token; all zero on entry.</summary>
public readonly ref struct TokenGradientsView(Span<float> logprobs, Span<float> entropies, Span<float> values)
{
    /// <summary>dLoss/dLogprob.</summary>
    public Span<float> Logprobs { get; } = logprobs;

    /// <summary>dLoss/dEntropy.</summary>
    public Span<float> Entropies { get; } = entropies;

    /// <summary>dLoss/dValue.</summary>
    public Span<float> Values { get; } = values;
}
