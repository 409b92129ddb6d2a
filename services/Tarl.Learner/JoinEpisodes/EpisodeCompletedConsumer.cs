using MassTransit;
using Tarl.Contracts.Episodes;

namespace Tarl.Learner.JoinEpisodes;

public sealed class EpisodeCompletedConsumer(EpisodeJoiner joiner) : IConsumer<EpisodeCompleted>
{
    public Task Consume(ConsumeContext<EpisodeCompleted> context) => joiner.AddAsync(context.Message).WaitAsync(context.CancellationToken);
}
