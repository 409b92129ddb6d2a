using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Rewards;

/// <summary>Which reward the learner maximises.</summary>
public sealed class RewardOptions
{
    /// <summary>An <see cref="IRewardShaper.Name"/>.</summary>
    [Required]
    public string Shaper { get; set; } = "tarl";
}
