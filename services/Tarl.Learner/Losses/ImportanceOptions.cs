using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Losses;

/// <summary>
/// What is made of tokens that another policy sampled than the one at the start of the update: an older version, or the same weights in an engine that
/// rounds differently. Section <c>Importance</c>.
/// </summary>
public sealed class ImportanceOptions : IValidatableObject
{
    public ImportanceCorrection Correction { get; set; } = ImportanceCorrection.None;

    public ImportanceLevel Level { get; set; } = ImportanceLevel.Token;

    /// <summary>The largest weight (<see cref="ImportanceCorrection.Truncate"/>), or the largest that is not masked.</summary>
    [Range(1.0, 1000.0)]
    public double Max { get; set; } = 2;

    /// <summary>The smallest weight that is not masked.</summary>
    [Range(0.0, 1.0)]
    public double Min { get; set; } = 0.5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Min > Max) yield return new ValidationResult("Min is above Max: every token would be masked.");
    }
}
