using MassTransit;
using Tarl.Contracts.Training;
using Tarl.Messaging.Publish;

namespace Tarl.Curriculum.RequestRollouts;

public sealed class UpdateCompletedConsumer(RolloutPlanner planner) : IConsumer<UpdateCompleted>
{
    public Task Consume(ConsumeContext<UpdateCompleted> context) =>
        context.PublishAllReceivedAsync(
            planner.Update(context.Message.Update + 1, context.Message.PolicyVersion, context.Message.Results), context.CancellationToken);
}
