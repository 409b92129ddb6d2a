using MassTransit;
using Tarl.Cli.HostServices;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Contracts.Training;

namespace Tarl.Cli.Rollouts;

/// <summary>Hears the three events of an episode, and what keeps episodes from being played.</summary>
internal sealed class EpisodePartsConsumer(EpisodeParts parts, RunEvents events)
    : IConsumer<EpisodeCompleted>, IConsumer<EpisodeVerified>, IConsumer<EpisodeJudged>, IConsumer<Fault<RequestRollout>>, IConsumer<Fault<CheckpointPublished>>
{
    public Task Consume(ConsumeContext<EpisodeCompleted> context)
    {
        parts.Add(context.Message.EpisodeId, completed: context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<EpisodeVerified> context)
    {
        parts.Add(context.Message.EpisodeId, verified: context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<EpisodeJudged> context)
    {
        parts.Add(context.Message.EpisodeId, judged: context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<Fault<RequestRollout>> context)
    {
        events.Add(context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<Fault<CheckpointPublished>> context)
    {
        events.Add(context.Message);
        return Task.CompletedTask;
    }
}
