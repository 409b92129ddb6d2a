using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Losses;

public sealed class PolicyGradientOptions
{
    /// <summary>The ratio is clipped below 1 − this.</summary>
    [Range(0.0, 1.0)]
    public double ClipLow { get; set; } = 0.2;

    /// <summary>The ratio is clipped above 1 + this.</summary>
    [Range(0.0, 100.0)]
    public double ClipHigh { get; set; } = 0.2;

    /// <summary>Weight of the entropy bonus, per nat.</summary>
    [Range(0.0, 10.0)]
    public double EntropyCoefficient { get; set; }

    /// <summary>Weight of the divergence from the reference policy, per nat; needs reference logprobs if above 0.</summary>
    [Range(0.0, 10.0)]
    public double KlCoefficient { get; set; }
}
