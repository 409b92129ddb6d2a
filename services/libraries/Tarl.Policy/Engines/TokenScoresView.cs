namespace Tarl.Policy.Engines;

/// <summary>The same three columns as <see cref="TokenScores"/>, borrowed for the duration of one call.</summary>
public readonly ref struct TokenScoresView(ReadOnlySpan<float> logprobs, ReadOnlySpan<float> entropies, ReadOnlySpan<float> values)
{
    public ReadOnlySpan<float> Logprobs { get; } = logprobs;

    public ReadOnlySpan<float> Entropies { get; } = entropies;

    public ReadOnlySpan<float> Values { get; } = values;
}
