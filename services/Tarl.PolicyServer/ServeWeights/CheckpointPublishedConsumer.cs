using MassTransit;
using Tarl.Contracts.Training;

namespace Tarl.PolicyServer.ServeWeights;

/// <summary>Takes every new checkpoint into service.</summary>
public sealed class CheckpointPublishedConsumer(WeightStore weights) : IConsumer<CheckpointPublished>
{
    public Task Consume(ConsumeContext<CheckpointPublished> context)
    {
        weights.Load(context.Message);
        return Task.CompletedTask;
    }
}
