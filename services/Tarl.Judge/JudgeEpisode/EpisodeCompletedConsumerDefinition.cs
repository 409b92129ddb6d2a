using MassTransit;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>Its own queue: every service that listens to completed episodes gets each of them.</summary>
public sealed class EpisodeCompletedConsumerDefinition : ConsumerDefinition<EpisodeCompletedConsumer>
{
    public const string Queue = "judge-episode";

    public EpisodeCompletedConsumerDefinition() => EndpointName = Queue;
}
