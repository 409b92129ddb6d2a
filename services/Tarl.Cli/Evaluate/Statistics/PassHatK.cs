using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.Evaluate.Statistics;

/// <summary>pass^k (τ-bench, Yao et al. 2024): the chance that k independent trials of a task all pass, on average over tasks.</summary>
public static class PassHatK
{
    /// <summary>The values of k that are worth a figure: all up to 4, then powers of 2, and the number of trials itself.</summary>
    public static IReadOnlyList<int> Exponents(int trials) =>
        [.. Enumerable.Range(1, 4).Concat(Enumerable.Range(3, 28).Select(power => 1 << power)).Where(k => k <= trials).Append(trials).Distinct()];

    /// <summary>
    /// The mean over tasks with a 95% interval by bootstrap over tasks. Tasks with fewer than <paramref name="k"/> trials are left out;
    /// null if that leaves none.
    /// </summary>
    /// <param name="random">Draws the resamples: the same seed gives the same interval.</param>
    public static Estimate? Of(IEnumerable<TaskTrials> tasks, int k, SeededRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        var chances = tasks.Where(task => task.Trials >= k).Select(task => OfTask(task, k)).ToArray();
        return chances.Length == 0 ? null : Bootstrap.Mean(chances, random);
    }

    /// <summary>The unbiased estimate for one task, C(passes, k) / C(trials, k): the share of its k-subsets of trials that passed throughout.</summary>
    public static double OfTask(TaskTrials task, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, task.Trials);
        ArgumentOutOfRangeException.ThrowIfNegative(task.Passes, nameof(task));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(task.Passes, task.Trials, nameof(task));

        // The factors of both coefficients, pairwise; the one with no pass left is 0 and the last.
        var chance = 1.0;
        for (var i = 0; i < Math.Min(k, task.Passes + 1); i++)
        {
            chance *= (task.Passes - i) / (double)(task.Trials - i);
        }

        return chance;
    }
}
