using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Losses;

/// <summary>How the value head learns: coefficient · ½ (value − return)², whose gradient reaches the trunk, too.</summary>
public sealed class CriticOptions
{
    /// <summary>The value head's own peak; it rises and falls as the policy's does.</summary>
    [Range(1e-8, 1.0)]
    public double LearningRate { get; set; } = 1e-3;

    [Range(1e-6, 100.0)]
    public double Coefficient { get; set; } = 0.25;

    /// <summary>
    /// Within an update a value gains nothing from leaving the one at its start by more than this: the larger of the clipped and the unclipped error counts
    /// (OpenAI Baselines, ppo2). 0 does not clip.
    /// </summary>
    [Range(0.0, 1000.0)]
    public double Clip { get; set; }
}
