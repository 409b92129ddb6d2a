namespace Tarl.Learner.UpdatePolicy;

/// <summary>How much of the returns the value head foresaw: 1 − Var(return − value) / Var(return) over the sampled tokens; 0 if all returns are equal.</summary>
public static class ExplainedVariance
{
    /// <param name="returns">Null for an episode that is not learnt from. (N)(S)</param>
    /// <param name="values">At least where there are returns. (N)(S)</param>
    public static double Of(IReadOnlyList<double[]?> returns, IReadOnlyList<float[]> values)
    {
        var targets = returns.OfType<double[]>().SelectMany(episode => episode).ToArray();
        var errors = returns.Zip(values, (target, value) => target?.Zip(value, (t, v) => t - v) ?? []).SelectMany(episode => episode).ToArray();
        var variance = Variance(targets);
        return variance > 0 ? 1 - (Variance(errors) / variance) : 0;
    }

    private static double Variance(double[] items)
    {
        var mean = items.Length == 0 ? 0 : items.Average();
        return items.Length == 0 ? 0 : items.Average(item => (item - mean) * (item - mean));
    }
}
