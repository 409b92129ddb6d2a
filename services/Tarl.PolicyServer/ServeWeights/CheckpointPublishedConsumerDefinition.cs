using MassTransit;
using Microsoft.Extensions.Options;
using Tarl.Messaging.Watch;
using Tarl.PolicyServer.Generate;

namespace Tarl.PolicyServer.ServeWeights;

/// <summary>A queue for each replica, since every one of them serves every checkpoint.</summary>
public sealed class CheckpointPublishedConsumerDefinition : ConsumerDefinition<CheckpointPublishedConsumer>
{
    /// <summary>A replica that comes back later has a new name, or is told of the newest checkpoint by whoever takes the run up again.</summary>
    private static readonly TimeSpan Expiry = TimeSpan.FromDays(1);

    public CheckpointPublishedConsumerDefinition(IOptions<PolicyServerOptions> options)
    {
        Endpoint(endpoint => endpoint.InstanceId = options.Value.Replica.ToLowerInvariant());
        ConcurrentMessageLimit = 1;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<CheckpointPublishedConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.ExpireUnused(Expiry);
}
