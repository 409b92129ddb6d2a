using MassTransit;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Messaging.Publish;

namespace Tarl.Benchmarks.Bus;

/// <summary>Takes and publishes what the learner does about an episode, and learns nothing.</summary>
internal sealed class LearnerConsumer(EpisodeJoin join) : IConsumer<EpisodeCompleted>, IConsumer<EpisodeVerified>, IConsumer<EpisodeJudged>
{
    public Task Consume(ConsumeContext<EpisodeCompleted> context) => PublishAsync(context, join.Add(context.Message.EpisodeId, completed: context.Message));

    public Task Consume(ConsumeContext<EpisodeVerified> context) => PublishAsync(context, join.Add(context.Message.EpisodeId, verified: context.Message));

    public Task Consume(ConsumeContext<EpisodeJudged> context) => PublishAsync(context, join.Add(context.Message.EpisodeId, judged: context.Message));

    private static Task PublishAsync(ConsumeContext context, EpisodeScored? score) =>
        score is null ? Task.CompletedTask : context.PublishConfirmedAsync(score, context.CancellationToken);
}
