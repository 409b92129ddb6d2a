namespace Tarl.Policy.Engines;

/// <summary>One trajectory as the engine sees it: token ids, and which of them the policy itself sampled.</summary>
public sealed record TokenSequence
{
    public required int[] Tokens { get; init; } // (T)

    /// <summary>
    /// True where the policy sampled the token given all earlier ones; only these are scored and trained on.
    /// The first token has nothing before it, so its entry is never true.
    /// </summary>
    public required bool[] Sampled { get; init; } // (T)

    /// <summary>The softmax temperature the tokens were sampled at; 0 (greedy) is scored at temperature 1.</summary>
    public float Temperature { get; init; } = 1;
}
