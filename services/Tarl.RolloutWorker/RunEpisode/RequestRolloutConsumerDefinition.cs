using MassTransit;
using Microsoft.Extensions.Options;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>As many episodes at once as the options allow.</summary>
public sealed class RequestRolloutConsumerDefinition : ConsumerDefinition<RequestRolloutConsumer>
{
    private readonly int _concurrentEpisodes;

    public RequestRolloutConsumerDefinition(IOptions<RolloutWorkerOptions> options)
    {
        _concurrentEpisodes = options.Value.ConcurrentEpisodes;
        ConcurrentMessageLimit = _concurrentEpisodes;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<RequestRolloutConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = _concurrentEpisodes;
}
