using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Rewards;

/// <summary>The weights of arXiv 2509.14480, section Reward, before <see cref="Scale"/>.</summary>
public sealed class TarlRewardOptions : IValidatableObject
{
    /// <summary>What a success is worth; a failure is worth 0.</summary>
    [Range(0.0, 1000.0)]
    public double Success { get; set; } = 10;

    /// <summary>What the major deviation costs.</summary>
    [Range(-1000.0, 0.0)]
    public double MajorDeviation { get; set; } = -5;

    /// <summary>What all turns together can earn.</summary>
    [Range(0.0, 1000.0)]
    public double TurnCap { get; set; } = 5;

    /// <summary>
    /// How far below the cap the turns of a failed episode stay. With the paper's weights a flawed success is worth at least
    /// 10 − 5 and a flawless failure at most 5: the gap keeps them apart.
    /// </summary>
    [Range(0.0, 1000.0)]
    public double BandGap { get; set; } = 0.1;

    public RewardPlacement Placement { get; set; } = RewardPlacement.Terminal;

    /// <summary>Multiplies everything, so that rewards are near 1; group-normalised advantages do not depend on it.</summary>
    [Range(1e-6, 1000.0)]
    public double Scale { get; set; } = 0.1;

    /// <summary>The four bands must not overlap: clean success, flawed success, failure without and with a major deviation.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BandGap <= 0 || BandGap > TurnCap || Success + MajorDeviation <= TurnCap - BandGap)
        {
            yield return new ValidationResult("A success with a major deviation must be worth more than the best failure: Success + MajorDeviation > TurnCap − BandGap.");
        }

        if (TurnCap > -MajorDeviation) yield return new ValidationResult("The turns must not make up for a major deviation: TurnCap must not exceed −MajorDeviation.");
    }
}
