using MassTransit;
using Microsoft.Extensions.Options;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>As many users at once as the options allow.</summary>
public sealed class SimulateUserTurnConsumerDefinition : ConsumerDefinition<SimulateUserTurnConsumer>
{
    private readonly int _concurrentTurns;

    public SimulateUserTurnConsumerDefinition(IOptions<UserSimulatorOptions> options)
    {
        _concurrentTurns = options.Value.ConcurrentTurns;
        ConcurrentMessageLimit = _concurrentTurns;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<SimulateUserTurnConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.PrefetchCount = _concurrentTurns;
}
