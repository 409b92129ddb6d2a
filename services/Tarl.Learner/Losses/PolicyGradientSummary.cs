namespace Tarl.Learner.Losses;

/// <summary>Means over the sampled tokens of a minibatch; all 0 if there was none.</summary>
public readonly record struct PolicyGradientSummary
{
    public required long Tokens { get; init; }

    /// <summary>The scalar whose gradient was given: the sum over tokens, divided by the loss's normaliser.</summary>
    public required double Loss { get; init; }

    /// <summary>Share of tokens whose ratio lies outside the clip range.</summary>
    public required double ClipFraction { get; init; }

    /// <summary>KL(behaviour ‖ current) in nats, estimator k3: ratio − 1 − log ratio (Schulman 2020, "Approximating KL Divergence").</summary>
    public required double ApproximateKl { get; init; }

    /// <summary>KL(current ‖ reference) in nats, estimator k3; 0 without a reference.</summary>
    public required double ReferenceKl { get; init; }

    /// <summary>½ (value − return)² or its clipped form, without its coefficient; 0 if the value head does not learn.</summary>
    public required double ValueLoss { get; init; }

    public required double Entropy { get; init; }

    public required double Ratio { get; init; }

    /// <summary>1 for tokens without importance correction.</summary>
    public required double ImportanceWeight { get; init; }
}
