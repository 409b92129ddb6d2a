using System.ComponentModel.DataAnnotations;

namespace Tarl.Curriculum.Samplers.Mixed;

/// <summary>How much math there is among the groups, whatever its share of the tasks.</summary>
public sealed class MixedSamplerOptions
{
    /// <summary>The part of the groups that is math, at the first update.</summary>
    [Range(0.0, 1.0)]
    public double MathRatio { get; set; } = 0.25;

    /// <summary>The same at the last update; not set, it stays as it begins.</summary>
    [Range(0.0, 1.0)]
    public double? FinalMathRatio { get; set; }

    public RatioSchedule Schedule { get; set; } = RatioSchedule.Linear;

    /// <summary>The part of the groups that is to be math.</summary>
    /// <param name="update">From 1.</param>
    public double RatioAt(int update, int updates)
    {
        var progress = updates > 1 ? Math.Clamp((update - 1.0) / (updates - 1), 0, 1) : 0;
        var gone = Schedule == RatioSchedule.Cosine ? (1 - Math.Cos(Math.PI * progress)) / 2 : progress;
        return MathRatio + (((FinalMathRatio ?? MathRatio) - MathRatio) * gone);
    }
}
