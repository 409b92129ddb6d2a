namespace Tarl.Learner.Losses;

/// <summary>What a policy gradient needs to know of one sequence's sampled tokens, one entry a token. (S)</summary>
public sealed record PolicyGradientSample
{
    public required ReadOnlyMemory<float> Advantages { get; init; } // (S)

    /// <summary>Logprobs under the policy that sampled, as recorded when it did.</summary>
    public required ReadOnlyMemory<float> BehaviorLogprobs { get; init; } // (S)

    /// <summary>Logprobs under the reference policy; empty if there is none.</summary>
    public ReadOnlyMemory<float> ReferenceLogprobs { get; init; } // (S) or (0)
}
