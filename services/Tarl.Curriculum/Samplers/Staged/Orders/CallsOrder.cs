namespace Tarl.Curriculum.Samplers.Staged.Orders;

/// <summary>By the number of calls that a right agent makes: known without playing anything.</summary>
public sealed class CallsOrder(StagedSamplerOptions options) : IStageOrder
{
    public string Name => "calls";

    public int[] StageOf(SamplingRound round) => EqualParts.Of([.. round.Tasks.Select(task => (double)task.GroundTruth.Count)], options.Stages);
}
