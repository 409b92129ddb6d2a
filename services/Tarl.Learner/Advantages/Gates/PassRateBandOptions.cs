using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Advantages.Gates;

/// <summary>The pass rates of groups that are learnt from, both bounds included.</summary>
public sealed class PassRateBandOptions : IValidatableObject
{
    [Range(0.0, 1.0)]
    public double Lowest { get; set; } = 0.1;

    [Range(0.0, 1.0)]
    public double Highest { get; set; } = 0.9;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lowest > Highest) yield return new ValidationResult("PassRateBand:Lowest must not be above PassRateBand:Highest.");
    }
}
