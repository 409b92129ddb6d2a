using MassTransit;
using Tarl.Contracts.Training;
using Tarl.Messaging.Publish;

namespace Tarl.Cli.Rollouts;

/// <summary>Tells the learner of the recorded episodes of one update after the other, as worker, verifier and judge told of them when they were played.</summary>
internal sealed class ReplayRolloutsConsumer(RecordedRollouts rollouts) : IConsumer<StartReinforcement>, IConsumer<UpdateCompleted>
{
    public Task Consume(ConsumeContext<StartReinforcement> context) => TellAsync(context, context.Message.CompletedUpdates + 1);

    public Task Consume(ConsumeContext<UpdateCompleted> context) => TellAsync(context, context.Message.Update + 1);

    private async Task TellAsync(ConsumeContext context, int update)
    {
        var episodes = rollouts.Update(update);
        await context.PublishAllReceivedAsync(episodes.Select(rollout => rollout.Verdict), context.CancellationToken);
        await context.PublishAllReceivedAsync(episodes.Select(rollout => rollout.Judgement), context.CancellationToken);
        foreach (var rollout in episodes)
        {
            await context.PublishReceivedAsync(rollout.Episode, context.CancellationToken);
        }
    }
}
