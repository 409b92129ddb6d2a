using Tarl.Contracts.Curriculum;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Curriculum.Samplers.PassRate;

/// <summary>
/// Prefers tasks that pass about half the time, since groups that all pass or all fail teach nothing; the rest of the groups goes through all
/// tasks in turn, so that none is starved and what has changed is noticed.
/// </summary>
public sealed class PassRateSampler(PassRateSamplerOptions options) : ITaskSampler
{
    // Keeps a task of weight 0 possible where nothing else is left, and its logarithm finite.
    private const double LeastWeight = 1e-12;

    public string Name => "pass-rate";

    public string? Section => "PassRateSampler";

    public IReadOnlyList<ChosenTask> Choose(SamplingRound round)
    {
        var estimate = new PassRateEstimate(round, options.HalfLifeUpdates, options.PriorTrials);
        double[] expected = [.. round.Tasks.Select(estimate.Of)];
        var before = ExploredThrough(round.Update - 1, round.Groups);
        var explored = TaskCycle.Take(round.Seed, "explored", expected.Length, before, (int)(ExploredThrough(round.Update, round.Groups) - before));
        var near = NearTarget(expected, explored.ToHashSet(), round).Take(round.Groups - explored.Length);
        return [.. explored.Select(task => Chosen(task, "explored")), .. near.Select(task => Chosen(task, "near-target"))];

        ChosenTask Chosen(int task, string reason) => new(round.Tasks[task], new TaskChoice { Reason = reason, ExpectedPassRate = expected[task] });
    }

    // Groups that have gone through all tasks in turn, in all updates up to this one; the small term undoes binary fractions.
    private long ExploredThrough(int update, int groups) => (long)((options.ExploreShare * update * groups) + 1e-9);

    /// <summary>
    /// All tasks without end, drawn by weight without putting back (Efraimidis and Spirakis 2006: the greatest ln(u) / weight first), those
    /// explored in this update last.
    /// </summary>
    private IEnumerable<int> NearTarget(double[] expected, HashSet<int> explored, SamplingRound round)
    {
        var random = new SeededRandom(SeededRandom.Derive(round.Seed, $"near-target/{round.Update}"));
        double[] keys = [.. expected.Select(rate => Math.Log(1 - random.NextDouble()) / Weight(rate))];
        int[] order = [.. Enumerable.Range(0, keys.Length).OrderBy(explored.Contains).ThenByDescending(task => keys[task])];
        for (var i = 0; ; i = (i + 1) % order.Length) yield return order[i];
    }

    private double Weight(double rate)
    {
        var distance = (rate - options.Target) / Math.Max(options.Target, 1 - options.Target);
        return Math.Max(LeastWeight, Math.Pow(1 - (distance * distance), options.Sharpness));
    }
}
