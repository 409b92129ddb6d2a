namespace Tarl.Learner.Losses;

/// <summary>What a policy gradient needs to know of one sequence's sampled tokens, one entry a token. (S)</summary>
public sealed record PolicyGradientSample
{
    public required ReadOnlyMemory<float> Advantages { get; init; } // (S)

    /// <summary>Logprobs under the policy that sampled, as recorded when it did.</summary>
    public required ReadOnlyMemory<float> BehaviorLogprobs { get; init; } // (S)

    /// <summary>Logprobs that the clipped ratio is against: those at the start of the update; empty if it is against the behaviour, or with <see cref="StartsNow"/>.</summary>
    public ReadOnlyMemory<float> ProximalLogprobs { get; init; } // (S) or (0)

    /// <summary>What each token's surrogate is weighted by (<see cref="Losses.ImportanceWeights"/>); as many as <see cref="ProximalLogprobs"/>.</summary>
    public ReadOnlyMemory<float> ImportanceWeights { get; init; } // (S) or (0)

    /// <summary>
    /// Of a sequence that the policy at the start of the update evaluates itself, or that teaches nothing: proximal logprobs are then those that the loss is given,
    /// which need not be asked for before. How its weights are made; null for any other sequence.
    /// </summary>
    public ImportanceOptions? StartsNow { get; init; }

    /// <summary>Logprobs under the reference policy; empty if there is none.</summary>
    public ReadOnlyMemory<float> ReferenceLogprobs { get; init; } // (S) or (0)

    /// <summary>What the value head is to predict; empty if it does not learn.</summary>
    public ReadOnlyMemory<float> Returns { get; init; } // (S) or (0)

    /// <summary>What it predicted at the start of the update; as many as <see cref="Returns"/>.</summary>
    public ReadOnlyMemory<float> Values { get; init; } // (S) or (0)

    /// <summary>What each of its tokens counts for.</summary>
    public double Weight { get; init; } = 1;
}
