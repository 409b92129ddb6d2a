using MassTransit;
using Tarl.Contracts.Rewards;

namespace Tarl.Learner.JoinEpisodes;

public sealed class EpisodeJudgedConsumer(EpisodeJoiner joiner) : IConsumer<EpisodeJudged>
{
    public Task Consume(ConsumeContext<EpisodeJudged> context) => context.KeptUntil(joiner.AddAsync(context.Message));
}
