namespace Tarl.Learner.Losses;

/// <summary>Figures of a minibatch of behaviour cloning; all 0 if it had no token.</summary>
public readonly record struct CloningSummary
{
    public required long Tokens { get; init; }

    /// <summary>The scalar whose gradient was given: the weighted sum over tokens, divided by the loss's normaliser.</summary>
    public required double Loss { get; init; }

    /// <summary>Mean negative log-likelihood a token in nats, unweighted.</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>Mean entropy of the policy in nats.</summary>
    public required double Entropy { get; init; }
}
