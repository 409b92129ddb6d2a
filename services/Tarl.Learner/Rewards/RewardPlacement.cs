namespace Tarl.Learner.Rewards;

/// <summary>Which tokens the reward falls on.</summary>
public enum RewardPlacement
{
    /// <summary>All of it on the episode's last token: the paper's best variant.</summary>
    Terminal,

    /// <summary>Each turn's share on that turn's last token, the verdict on the episode's.</summary>
    Turn,
}
