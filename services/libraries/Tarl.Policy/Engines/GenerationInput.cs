namespace Tarl.Policy.Engines;

/// <summary>What one sequence contributes to one packed forward pass.</summary>
/// <param name="Sequence">From <see cref="IGenerator.Open"/>; at most one input a sequence in a pass.</param>
/// <param name="Tokens">One or more ids, appended to the sequence's cache in one go (a prefill, or the token sampled last).</param>
/// <param name="Sample">Whether to draw the next token from softmax(logits / Temperature) at the last position.</param>
/// <param name="Temperature">0 takes the likeliest token.</param>
/// <param name="Uniform">In [0, 1): where the inverse cumulative distribution is read.</param>
/// <param name="TopCount">How many of the likeliest tokens are to be told beside the one drawn.</param>
public readonly record struct GenerationInput(
    int Sequence, ReadOnlyMemory<int> Tokens, bool Sample, float Temperature, double Uniform, int TopCount = 0);
