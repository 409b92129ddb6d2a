using MassTransit;
using Tarl.Contracts.Rewards;

namespace Tarl.Learner.JoinEpisodes;

public sealed class EpisodeVerifiedConsumer(EpisodeJoiner joiner) : IConsumer<EpisodeVerified>
{
    public Task Consume(ConsumeContext<EpisodeVerified> context) => joiner.AddAsync(context.Message).WaitAsync(context.CancellationToken);
}
