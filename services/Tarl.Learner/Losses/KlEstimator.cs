namespace Tarl.Learner.Losses;

/// <summary>Estimators of KL(policy ‖ reference) from one token that the policy sampled (Schulman 2020, "Approximating KL Divergence").</summary>
public enum KlEstimator
{
    /// <summary>log π − log ref: unbiased, of high variance, often negative.</summary>
    K1,

    /// <summary>½ (log π − log ref)²: biased, of low variance, never negative.</summary>
    K2,

    /// <summary>ref/π − 1 − log(ref/π): unbiased, never negative.</summary>
    K3,
}
