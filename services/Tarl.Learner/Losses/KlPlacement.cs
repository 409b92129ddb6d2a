namespace Tarl.Learner.Losses;

/// <summary>Where the penalty for leaving the reference policy is paid.</summary>
public enum KlPlacement
{
    /// <summary>As a term of the loss, between the current policy and the reference (GRPO, arXiv 2402.03300).</summary>
    Loss,

    /// <summary>Taken off each token's reward, between the policy that sampled and the reference (arXiv 2203.02155); a trajectory's reward loses the sum.</summary>
    Reward,
}
