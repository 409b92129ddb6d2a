using Tarl.Contracts.Curriculum;

namespace Tarl.Curriculum.Samplers.Mixed;

/// <summary>
/// Math and tool tasks in a ratio that may change over the updates (arXiv 2509.14480 mixes math in, to keep exploration alive); each of the two
/// in its own random order, every task equally often.
/// </summary>
public sealed class MixedSampler(MixedSamplerOptions options) : ITaskSampler
{
    private const string MathDomain = "math";

    public string Name => "mixed";

    public string? Section => "MixedSampler";

    public IReadOnlyList<ChosenTask> Choose(SamplingRound round)
    {
        var families = round.Tasks.ToLookup(task => task.Domain == MathDomain);
        var before = MathThrough(round.Update - 1, round);
        var math = (int)(MathThrough(round.Update, round) - before);
        return
        [
            .. Take([.. families[true]], "math", before, math, round),
            .. Take([.. families[false]], "tools", ((round.Update - 1L) * round.Groups) - before, round.Groups - math, round),
        ];
    }

    // Math groups of all updates up to this one: rounded as a sum, so that a ratio of less than one group an update comes to its right.
    private long MathThrough(int update, SamplingRound round) =>
        (long)Math.Round(Enumerable.Range(1, update).Sum(earlier => options.RatioAt(earlier, round.Updates)) * round.Groups, MidpointRounding.AwayFromZero);

    private static IEnumerable<ChosenTask> Take(IReadOnlyList<TaskSpec> tasks, string family, long first, int count, SamplingRound round)
    {
        if (tasks.Count == 0)
        {
            throw new InvalidDataException($"The sampler mixed takes math and tool tasks, and there are none of {family}.");
        }

        return TaskCycle.Take(round.Seed, family, tasks.Count, first, count).Select(task => new ChosenTask(tasks[task], new TaskChoice { Reason = family }));
    }
}
