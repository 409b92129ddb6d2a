using Tarl.Cli.Evaluate.Statistics;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.Compare;

/// <summary>How much better one agent does than another on the same tasks.</summary>
internal static class PairedDifference
{
    /// <summary>
    /// The mean over tasks of the difference of pass^k, with a 95% interval by bootstrap over tasks: a task's difficulty, which both share, cancels out.
    /// Tasks on which one has fewer than k trials are left out; null if that leaves none.
    /// </summary>
    /// <param name="pairs">One a task.</param>
    public static Estimate? Of(IEnumerable<(TaskTrials Baseline, TaskTrials Other)> pairs, int k)
    {
        var differences = pairs.Where(pair => pair.Baseline.Trials >= k && pair.Other.Trials >= k)
            .Select(pair => PassHatK.OfTask(pair.Other, k) - PassHatK.OfTask(pair.Baseline, k))
            .ToArray();
        return differences.Length == 0 ? null : Bootstrap.Mean(differences, new SeededRandom(SeededRandom.Derive(0, "paired differences")));
    }
}
