namespace Tarl.Contracts.Policy;

/// <summary>An episode as the policy read and wrote it: every array has one entry a token, T in all.</summary>
public sealed record EpisodeTokens
{
    public required int[] Tokens { get; init; }

    /// <summary>True where the policy sampled the token; false where it was forced on it (system, user, tools).</summary>
    public required bool[] Sampled { get; init; }

    /// <summary>Log-probability under the policy and temperature that sampled; 0 where forced.</summary>
    public required float[] BehaviorLogprobs { get; init; }

    /// <summary>The policy version that sampled the token; −1 where forced.</summary>
    public required int[] PolicyVersions { get; init; }
}
