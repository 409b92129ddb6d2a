namespace Tarl.Learner.UpdatePolicy;

/// <summary>
/// The learning rate of each update: a linear rise over the first ones, since a fresh AdamW takes full steps in whatever direction the first
/// noisy gradient points; then down to a last share of the peak, so that the policy settles instead of wandering around what it has learnt.
/// </summary>
public static class LearningRateSchedule
{
    /// <param name="update">From 1.</param>
    /// <param name="peak">Of the policy or of the value head.</param>
    public static double At(int update, ReinforcementOptions options, double peak)
    {
        var rise = Math.Min(1, update / (options.WarmupUpdates + 1.0));
        var progress = Math.Clamp((update - 1.0) / options.Updates, 0, 1);
        return peak * rise * (1 - ((1 - options.FinalLearningRateShare) * Decayed(options.LearningRateDecay, progress)));
    }

    // The part of the way down that has been gone.
    private static double Decayed(LearningRateDecay decay, double progress) => decay switch
    {
        LearningRateDecay.Linear => progress,
        LearningRateDecay.Cosine => (1 - Math.Cos(Math.PI * progress)) / 2,
        LearningRateDecay.Constant => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(decay), decay, "No such decay."),
    };
}
