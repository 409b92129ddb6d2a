namespace Tarl.Learner.Losses;

/// <summary>The estimators of <see cref="KlEstimator"/>.</summary>
public static class KlEstimate
{
    /// <param name="logRatio">log π − log ref of the sampled token.</param>
    /// <returns>Nats, and the derivative by log π.</returns>
    public static (double Value, double Derivative) Evaluate(KlEstimator estimator, double logRatio) => estimator switch
    {
        KlEstimator.K1 => (logRatio, 1),
        KlEstimator.K2 => (0.5 * logRatio * logRatio, logRatio),
        KlEstimator.K3 => (Math.Exp(-logRatio) - 1 + logRatio, 1 - Math.Exp(-logRatio)),
        _ => throw new ArgumentOutOfRangeException(nameof(estimator), estimator, "No such estimator."),
    };
}
