namespace Tarl.Learner.UpdatePolicy;

/// <summary>What an update saw and did.</summary>
public sealed record UpdateSummary
{
    public required double PassRate { get; init; }
    public required double Reward { get; init; }

    /// <summary>KL(behaviour ‖ current) in nats a token, estimator k3, mean over the minibatches as each was taken.</summary>
    public required double Kl { get; init; }

    public required double ClipFraction { get; init; }

    /// <summary>Nats a token.</summary>
    public required double Entropy { get; init; }

    public required double Loss { get; init; }

    /// <summary>KL(current ‖ reference) in nats a token, estimator k3; null without a reference.</summary>
    public double? ReferenceKl { get; init; }

    /// <summary>½ (value − return)², mean over tokens; null without a critic.</summary>
    public double? ValueLoss { get; init; }

    /// <summary>How much of the returns the value head foresaw before the update; null without a critic.</summary>
    public double? ExplainedVariance { get; init; }

    /// <summary>Mean weight of the importance correction over tokens; null without one.</summary>
    public double? ImportanceWeight { get; init; }

    /// <summary>0 if nothing could be learnt.</summary>
    public int OptimizerSteps { get; init; }

    /// <summary>Before clipping, mean over the minibatches; 0 if no step was taken.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Versions between the policy that sampled and the one updated, mean over tokens.</summary>
    public required double Staleness { get; init; }

    /// <summary>Versions between the policy updated and the oldest that sampled a token that is learnt from.</summary>
    public required int MaxStaleness { get; init; }

    /// <summary>Why each sample has no part in the gradient; null for one that has. (N)</summary>
    public required IReadOnlyList<string?> LeftOut { get; init; }

    public required int Episodes { get; init; }

    /// <summary>Episodes that failed outside the policy or lost their tokens.</summary>
    public required int Failures { get; init; }

    /// <summary>Episodes dropped because older policies sampled them than may be learnt from.</summary>
    public required int Stale { get; init; }

    public required int DroppedGroups { get; init; }
    public required int ZeroVarianceGroups { get; init; }

    /// <summary>Groups that the gate did not admit, with its reasons.</summary>
    public required IReadOnlyDictionary<int, string> RefusedGroups { get; init; }

    public required long Tokens { get; init; }
    public required long SampledTokens { get; init; }
}
