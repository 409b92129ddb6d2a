using Tarl.Curriculum.Samplers.PassRate;

namespace Tarl.Curriculum.Samplers.Staged.Orders;

/// <summary>By the pass rate of a task's kind as it is measured during the run; kinds not tried yet stand in the middle, at one half.</summary>
public sealed class PassRateOrder(StagedSamplerOptions options) : IStageOrder
{
    // Single tasks are tried too rarely to be told apart; of a kind a few episodes soon outweigh this.
    private const double PriorTrials = 4;

    public string Name => "pass-rate";

    public int[] StageOf(SamplingRound round)
    {
        var estimate = new PassRateEstimate(round, options.HalfLifeUpdates, PriorTrials);
        return EqualParts.Of([.. round.Tasks.Select(task => 1 - estimate.OfKind(task.Kind))], options.Stages);
    }
}
