using MassTransit;
using Tarl.Contracts.Training;
using Tarl.Messaging.Publish;

namespace Tarl.Curriculum.RequestRollouts;

public sealed class StartReinforcementConsumer(RolloutPlanner planner) : IConsumer<StartReinforcement>
{
    public Task Consume(ConsumeContext<StartReinforcement> context) =>
        context.PublishAllReceivedAsync(planner.Start(context.Message.CompletedUpdates, context.Message.Results), context.CancellationToken);
}
