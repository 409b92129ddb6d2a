using MassTransit;
using Tarl.Contracts.Curriculum;

namespace Tarl.Learner.JoinEpisodes;

/// <summary>Hears what is asked for, so that the run's record says of every rollout what became of it.</summary>
public sealed class RequestRolloutConsumer(EpisodeJoiner joiner) : IConsumer<RequestRollout>
{
    public Task Consume(ConsumeContext<RequestRollout> context) => context.KeptUntil(joiner.AddAsync(context.Message));
}
