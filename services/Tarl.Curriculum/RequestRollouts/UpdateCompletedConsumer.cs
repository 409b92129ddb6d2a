using MassTransit;
using Tarl.Contracts.Training;
using Tarl.Messaging.Publish;

namespace Tarl.Curriculum.RequestRollouts;

public sealed class UpdateCompletedConsumer(RolloutPlanner planner) : IConsumer<UpdateCompleted>
{
    public Task Consume(ConsumeContext<UpdateCompleted> context) =>
        context.PublishAllReceivedAsync(planner.Next(context.Message.Update, context.Message.Results), context.CancellationToken);
}
