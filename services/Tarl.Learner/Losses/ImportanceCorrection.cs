namespace Tarl.Learner.Losses;

/// <summary>How the surrogate of a token is weighted by π(start of the update) / π(behaviour).</summary>
public enum ImportanceCorrection
{
    /// <summary>Not at all: the clipped ratio is against the behaviour, as PPO has it (arXiv 1707.06347).</summary>
    None,

    /// <summary>By the ratio, cut off above (V-trace, arXiv 1802.01561; with a ratio that is clipped against the start of the update: decoupled PPO, arXiv 2110.00641).</summary>
    Truncate,

    /// <summary>By the ratio where it lies within bounds; elsewhere by 0 (as IcePop does, arXiv 2510.18855).</summary>
    Mask,
}
