using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Advantages;

public sealed class GroupAdvantageOptions
{
    /// <summary>
    /// Divide by the group's standard deviation, as GRPO does (arXiv 2402.03300); without, as Dr. GRPO (arXiv 2503.20783). Off by default:
    /// turn scores make rewards differ a little in groups where every episode failed, and dividing makes as much of that as of a success.
    /// </summary>
    public bool NormalizeByDeviation { get; set; }

    /// <summary>Added to the standard deviation.</summary>
    [Range(0.0, 1.0)]
    public double Epsilon { get; set; } = 1e-6;
}
