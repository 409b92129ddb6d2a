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
        return Interval(values.Average(), () => ResampledMean(values, random));
    }

    /// <summary>The sum of all counts over the sum of all sizes: of items that are drawn whole, though what is counted are their parts.</summary>
    /// <param name="items">At least one, of a size above 0.</param>
    public static Estimate Ratio(IReadOnlyList<(double Count, double Size)> items, SeededRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfZero(items.Count, nameof(items));
        return Interval(Of(items), () => Of([.. items.Select(_ => items[random.Next(items.Count)])]));

        static double Of(IReadOnlyList<(double Count, double Size)> drawn) => drawn.Sum(item => item.Count) / drawn.Sum(item => item.Size);
    }

    /// <summary>The mean of the groups' means: groups are drawn, then items within each, since those of one group have more in common than others.</summary>
    /// <param name="groups">At least one, none empty.</param>
    public static Estimate Nested(IReadOnlyList<IReadOnlyList<double>> groups, SeededRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfZero(groups.Count, nameof(groups));
        return Interval(groups.Average(group => group.Average()), () => groups.Select(_ => ResampledMean(groups[random.Next(groups.Count)], random)).Average());
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

    private static Estimate Interval(double value, Func<double> resample)
    {
        var values = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            values[i] = resample();
        }

        Array.Sort(values);
        return new Estimate(value, Quantile(values, (1 - Level) / 2), Quantile(values, (1 + Level) / 2));
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
