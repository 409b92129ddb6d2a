using MassTransit;
using Tarl.Messaging.Watch;

namespace Tarl.Cli.HostServices;

/// <summary>Events in their order; once nobody conducts a run any more they are of no use.</summary>
public sealed class RunEventsConsumerDefinition : ConsumerDefinition<RunEventsConsumer>
{
    private static readonly TimeSpan Expiry = TimeSpan.FromDays(1);

    public RunEventsConsumerDefinition() => ConcurrentMessageLimit = 1;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<RunEventsConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.ExpireUnused(Expiry);
}
