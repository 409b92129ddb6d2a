using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Policy;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.KeepTokens;
using Tarl.PolicyServer.ServeGrpc;
using Tarl.PolicyServer.ServeWeights;
using Tarl.Rpc.Serve;
using Tarl.ServiceDefaults;

namespace Tarl.PolicyServer;

public static class PolicyServerRegistration
{
    /// <summary>Adds the policy server: consumes <c>CheckpointPublished</c>; offers conversations and the token ledger.</summary>
    public static IBusRegistrationConfigurator AddPolicyServer(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<PolicyServerOptions>("PolicyServer");
        bus.AddSingleton<WeightStore>();
        bus.AddHostedService<NewestCheckpoint>();
        bus.AddSingleton<TokenLedger>();
        bus.AddSingleton<ITokenLedger>(services => services.GetRequiredService<TokenLedger>());
        bus.AddSingleton<PolicyClient>();
        bus.AddSingleton<IPolicyClient>(services => services.GetRequiredService<PolicyClient>());
        bus.AddConsumer<CheckpointPublishedConsumer, CheckpointPublishedConsumerDefinition>();
        return bus;
    }

    /// <summary>Offers the policy server to other processes, over gRPC; call after <c>AddGrpcServer</c>.</summary>
    public static void MapPolicyServer(this WebApplication app) => app.MapGrpc<PolicyGrpcService>();
}
