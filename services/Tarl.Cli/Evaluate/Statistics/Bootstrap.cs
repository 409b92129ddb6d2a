using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.Evaluate.Statistics;

/// <summary>Percentile bootstrap (Efron 1979): how much a mean would vary had other items been drawn.</summary>
public static class Bootstrap
{
    private const int Resamples = 2000;
    private const double Level = 0.95;

    /// <param name="values">One value an item; at least one.</param>
    public static Estimate Mean(IReadOnlyList<double> values, SeededRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count, nameof(values));
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            means[i] = ResampledMean(values, random);
        }

        Array.Sort(means);
        return new Estimate(values.Average(), Quantile(means, (1 - Level) / 2), Quantile(means, (1 + Level) / 2));
    }

    /// <summary>Linear between the two nearest order statistics, as numpy's default.</summary>
    /// <param name="probability">0 for the smallest value, 1 for the largest.</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double probability)
    {
        var position = probability * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static double ResampledMean(IReadOnlyList<double> values, SeededRandom random)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Count; i++)
        {
            sum += values[random.Next(values.Count)];
        }

        return sum / values.Count;
    }
}
