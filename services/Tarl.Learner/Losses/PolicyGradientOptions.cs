using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Losses;

/// <summary>The loss that every algorithm minimises, given its advantages.</summary>
public sealed class PolicyGradientOptions : IValidatableObject
{
    /// <summary>The ratio is clipped below 1 − this.</summary>
    [Range(0.0, 1.0)]
    public double ClipLow { get; set; } = 0.2;

    /// <summary>The ratio is clipped above 1 + this; more than <see cref="ClipLow"/> is "clip-higher" (DAPO, arXiv 2503.14476).</summary>
    [Range(0.0, 100.0)]
    public double ClipHigh { get; set; } = 0.2;

    /// <summary>Ratios above this gain nothing for negative advantages, either (dual clip, arXiv 1912.09729, equation 5); 0 leaves them unbounded.</summary>
    [Range(0.0, 1000.0)]
    public double DualClip { get; set; }

    /// <summary>Weight of the entropy bonus, per nat.</summary>
    [Range(0.0, 10.0)]
    public double EntropyCoefficient { get; set; }

    /// <summary>Weight of the divergence from the reference policy, which is version 0, per nat.</summary>
    [Range(0.0, 10.0)]
    public double KlCoefficient { get; set; }

    public KlEstimator KlEstimator { get; set; } = KlEstimator.K3;

    public KlPlacement KlPlacement { get; set; } = KlPlacement.Loss;

    public LossAggregation Aggregation { get; set; } = LossAggregation.Token;

    /// <summary>Give the batch's advantages mean 0 and deviation 1 over its sampled tokens.</summary>
    public bool WhitenAdvantages { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DualClip is > 0 and <= 1) yield return new ValidationResult("DualClip is a ratio above 1, or 0 for none.");
        if (KlCoefficient > 0 && KlPlacement == KlPlacement.Loss && KlEstimator == KlEstimator.K1)
        {
            yield return new ValidationResult("The derivative of the estimator K1 does not depend on the reference, so in the loss it has no effect; choose K2, K3 or the placement Reward.");
        }
    }
}
