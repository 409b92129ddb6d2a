using MassTransit;
using Tarl.Messaging.Watch;

namespace Tarl.Cli.CheckJudge;

/// <summary>Judgements are of no use once nobody checks any more.</summary>
internal sealed class EpisodeJudgedConsumerDefinition : ConsumerDefinition<EpisodeJudgedConsumer>
{
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(10);

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<EpisodeJudgedConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.ExpireUnused(Expiry);
}
