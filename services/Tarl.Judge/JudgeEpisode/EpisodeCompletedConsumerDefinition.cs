using MassTransit;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>Its own queue: every service that listens to completed episodes gets each of them.</summary>
public sealed class EpisodeCompletedConsumerDefinition : ConsumerDefinition<EpisodeCompletedConsumer>
{
    public EpisodeCompletedConsumerDefinition() => EndpointName = "judge-episode";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<EpisodeCompletedConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.UseMessageRetry(retry => retry.Exponential(
            5, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(200)));
}
