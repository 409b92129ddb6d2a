using Tarl.Cli.Evaluate;
using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.Compare;

/// <summary>A run against the first of the compared ones; all values are differences of shares, this run minus that.</summary>
/// <param name="PassK">pass^k, as far as the trials of both allow.</param>
/// <param name="ByKind">pass^1 by kind of task.</param>
internal sealed record RunComparison(string Run, string Baseline, IReadOnlyList<PassK> PassK, IReadOnlyDictionary<string, KindDifference> ByKind)
{
    public static RunComparison Of(ComparedRun baseline, ComparedRun run)
    {
        var pairs = baseline.Tasks.Values.OrderBy(task => task.Id, StringComparer.Ordinal)
            .Select(task => (task.Kind, Trials: (task.Outcome, run.Tasks[task.Id].Outcome)))
            .ToArray();
        return new RunComparison(
            run.Name,
            baseline.Name,
            [
                .. from k in PassHatK.Exponents(pairs.Select(pair => Math.Min(pair.Trials.Item1.Trials, pair.Trials.Item2.Trials)).DefaultIfEmpty(1).Max())
                   let difference = PairedDifference.Of(pairs.Select(pair => pair.Trials), k)
                   where difference is not null
                   select new PassK(k, difference.Value.Value, difference.Value.Low, difference.Value.High),
            ],
            new SortedDictionary<string, KindDifference>(
                (from kind in pairs.GroupBy(pair => pair.Kind)
                 let difference = PairedDifference.Of(kind.Select(pair => pair.Trials), k: 1)
                 where difference is not null
                 select (kind.Key, Difference: new KindDifference(kind.Count(), difference.Value.Value, difference.Value.Low, difference.Value.High)))
                .ToDictionary(kind => kind.Key, kind => kind.Difference),
                StringComparer.Ordinal));
    }
}
