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

    /// <summary>Before clipping, mean over the minibatches.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Versions between the policy that sampled and the one updated, mean over tokens.</summary>
    public required double Staleness { get; init; }

    public required int Episodes { get; init; }

    /// <summary>Episodes that failed outside the policy or lost their tokens.</summary>
    public required int Failures { get; init; }

    public required int DroppedGroups { get; init; }
    public required int ZeroVarianceGroups { get; init; }
    public required long Tokens { get; init; }
    public required long SampledTokens { get; init; }
}
