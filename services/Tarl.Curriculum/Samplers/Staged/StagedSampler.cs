using Tarl.Contracts.Curriculum;
using Tarl.Curriculum.Samplers.Staged.Orders;

namespace Tarl.Curriculum.Samplers.Staged;

/// <summary>Begins with the easiest stage and takes in one harder stage after the other; within what is in, every task equally often.</summary>
public sealed class StagedSampler(StagedSamplerOptions options, IEnumerable<IStageOrder> orders) : ITaskSampler
{
    public string Name => "staged";

    public string? Section => "StagedSampler";

    public IReadOnlyList<ChosenTask> Choose(SamplingRound round)
    {
        var stageOf = orders.Single(order => order.Name == options.Order).StageOf(round);
        var last = stageOf.Max();
        var length = Math.Max(1, (int)Math.Ceiling(options.WarmUpShare * round.Updates / Math.Max(1, last)));
        var stage = Math.Min(last, (round.Update - 1) / length);
        int[] pool = [.. Enumerable.Range(0, stageOf.Length).Where(task => stageOf[task] <= stage)];
        var first = (round.Update - 1L - (stage * length)) * round.Groups;
        return
        [
            .. TaskCycle.Take(round.Seed, $"stage-{stage}", pool.Length, first, round.Groups)
                .Select(task => new ChosenTask(round.Tasks[pool[task]], new TaskChoice { Reason = $"stage-{stageOf[pool[task]] + 1}" })),
        ];
    }
}
