using MassTransit;
using Tarl.Contracts.Training;
using Tarl.Messaging.Publish;

namespace Tarl.Curriculum.RequestRollouts;

public sealed class StartCloningConsumer(RolloutPlanner planner) : IConsumer<StartCloning>
{
    public Task Consume(ConsumeContext<StartCloning> context)
    {
        planner.EnsureUsable();
        return context.PublishAllReceivedAsync(planner.Demonstrations(context.Message.Demonstrations), context.CancellationToken);
    }
}
