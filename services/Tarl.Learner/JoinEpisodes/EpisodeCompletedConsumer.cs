using MassTransit;
using Tarl.Contracts.Episodes;

namespace Tarl.Learner.JoinEpisodes;

public sealed class EpisodeCompletedConsumer(EpisodeJoiner joiner) : IConsumer<EpisodeCompleted>
{
    public Task Consume(ConsumeContext<EpisodeCompleted> context)
    {
        joiner.Add(context.Message);
        return Task.CompletedTask;
    }
}
