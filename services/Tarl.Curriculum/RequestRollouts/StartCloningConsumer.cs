using MassTransit;
using Tarl.Contracts.Training;

namespace Tarl.Curriculum.RequestRollouts;

public sealed class StartCloningConsumer(RolloutPlanner planner) : IConsumer<StartCloning>
{
    public Task Consume(ConsumeContext<StartCloning> context) =>
        context.PublishBatch(planner.Demonstrations(context.Message.Demonstrations), context.CancellationToken);
}
