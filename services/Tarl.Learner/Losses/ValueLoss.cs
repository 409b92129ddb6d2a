namespace Tarl.Learner.Losses;

/// <summary>½ (value − return)², or the larger of it and its clipped form.</summary>
public static class ValueLoss
{
    /// <param name="value">The value head's estimate now.</param>
    /// <param name="target">The return that it is to predict.</param>
    /// <param name="before">Its estimate at the start of the update.</param>
    /// <param name="clip">How far the clipped estimate may be from it; 0 does not clip.</param>
    /// <returns>The loss and its derivative by <paramref name="value"/>.</returns>
    public static (double Loss, double Derivative) Evaluate(double value, double target, double before, double clip)
    {
        var error = value - target;
        if (clip > 0)
        {
            var clipped = before + Math.Clamp(value - before, -clip, clip) - target;
            if (clipped * clipped > error * error)
            {
                return (0.5 * clipped * clipped, 0);
            }
        }

        return (0.5 * error * error, error);
    }
}
