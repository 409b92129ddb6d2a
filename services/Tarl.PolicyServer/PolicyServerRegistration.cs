using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Policy;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.KeepTokens;
using Tarl.PolicyServer.ServeWeights;
using Tarl.ServiceDefaults;

namespace Tarl.PolicyServer;

public static class PolicyServerRegistration
{
    /// <summary>Adds the policy server: consumes <c>CheckpointPublished</c>; offers conversations and the token ledger.</summary>
    public static IBusRegistrationConfigurator AddPolicyServer(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<PolicyServerOptions>("PolicyServer");
        bus.AddSingleton<WeightStore>();
        bus.AddSingleton<TokenLedger>();
        bus.AddSingleton<ITokenLedger>(services => services.GetRequiredService<TokenLedger>());
        bus.AddSingleton<IPolicyClient, PolicyClient>();
        bus.AddConsumer<CheckpointPublishedConsumer, CheckpointPublishedConsumerDefinition>();
        return bus;
    }
}
