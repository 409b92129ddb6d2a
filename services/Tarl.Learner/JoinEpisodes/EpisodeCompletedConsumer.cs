using MassTransit;
using Tarl.Contracts.Episodes;

namespace Tarl.Learner.JoinEpisodes;

public sealed class EpisodeCompletedConsumer(EpisodeJoiner joiner) : IConsumer<EpisodeCompleted>
{
    public Task Consume(ConsumeContext<EpisodeCompleted> context) => context.KeptUntil(joiner.AddAsync(context.Message));
}
