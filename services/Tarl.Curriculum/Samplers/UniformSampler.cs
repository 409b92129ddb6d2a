using Tarl.Contracts.Curriculum;

namespace Tarl.Curriculum.Samplers;

/// <summary>Goes through all tasks in a random order, then again in another: every task equally often.</summary>
public sealed class UniformSampler : ITaskSampler
{
    /// <summary>The cycle that demonstrations, too, are taken from.</summary>
    public const string Cycle = "tasks";

    private static readonly TaskChoice s_choice = new() { Reason = "uniform" };

    public string Name => "uniform";

    public string? Section => null;

    public IReadOnlyList<ChosenTask> Choose(SamplingRound round) =>
    [
        .. TaskCycle.Take(round.Seed, Cycle, round.Tasks.Count, (round.Update - 1L) * round.Groups, round.Groups)
            .Select(task => new ChosenTask(round.Tasks[task], s_choice)),
    ];
}
