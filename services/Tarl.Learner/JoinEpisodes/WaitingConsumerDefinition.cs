using MassTransit;

namespace Tarl.Learner.JoinEpisodes;

/// <summary>
/// For messages that are kept until others have come, from other queues. Two queues that hand out too few at once could each hand out what the other's
/// still wait for; their orders differ by what the judges and verifiers have in hand, far less than this.
/// </summary>
public sealed class WaitingConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    private const int MaxWaiting = 1024;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context)
    {
        // Where messages wait; MassTransit's work on a message grows with the places of its endpoint.
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator)
        {
            endpointConfigurator.PrefetchCount = MaxWaiting;
        }
    }
}
