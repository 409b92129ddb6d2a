using MassTransit;

namespace Tarl.Verifier.VerifyEpisode;

/// <summary>Its own queue, as for the episodes themselves.</summary>
public sealed class EpisodeCompletedFaultConsumerDefinition : ConsumerDefinition<EpisodeCompletedFaultConsumer>
{
    public EpisodeCompletedFaultConsumerDefinition() => EndpointName = EpisodeCompletedConsumerDefinition.Queue + "-fault";
}
