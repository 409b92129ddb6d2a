namespace Tarl.Learner.UpdatePolicy;

/// <summary>
/// The learning rate of each update: a linear rise over the first ones, since a fresh AdamW takes full steps in whatever direction the first
/// noisy gradient points; then linearly down to a last share of the peak, so that the policy settles instead of wandering around what it has learnt.
/// </summary>
public static class LearningRateSchedule
{
    /// <param name="update">From 1.</param>
    public static double At(int update, ReinforcementOptions options)
    {
        var rise = Math.Min(1, update / (options.WarmupUpdates + 1.0));
        var progress = Math.Clamp((update - 1.0) / options.Updates, 0, 1);
        return options.LearningRate * rise * (1 - ((1 - options.FinalLearningRateShare) * progress));
    }
}
