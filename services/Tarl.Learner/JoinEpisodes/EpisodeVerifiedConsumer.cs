using MassTransit;
using Tarl.Contracts.Rewards;

namespace Tarl.Learner.JoinEpisodes;

public sealed class EpisodeVerifiedConsumer(EpisodeJoiner joiner) : IConsumer<EpisodeVerified>
{
    public Task Consume(ConsumeContext<EpisodeVerified> context) => context.KeptUntil(joiner.AddAsync(context.Message));
}
