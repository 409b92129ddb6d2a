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
        bus.AddPolicySampling();
        bus.AddHostedService<NewestCheckpoint>();
        bus.AddConsumer<CheckpointPublishedConsumer, CheckpointPublishedConsumerDefinition>();
        return bus;
    }

    /// <summary>The policy server without a bus, for one policy that stays: <see cref="WeightStore.Load"/> says which.</summary>
    public static IServiceCollection AddPolicySampling(this IServiceCollection services)
    {
        services.AddValidatedOptions<PolicyServerOptions>("PolicyServer");
        services.AddSingleton<WeightStore>();
        services.AddSingleton<TokenLedger>();
        services.AddSingleton<ITokenLedger>(provider => provider.GetRequiredService<TokenLedger>());
        services.AddSingleton<PolicyClient>();
        services.AddSingleton<IPolicyClient>(provider => provider.GetRequiredService<PolicyClient>());
        return services;
    }

    /// <summary>Offers the policy server to other processes, over gRPC; call after <c>AddGrpcServer</c>.</summary>
    public static void MapPolicyServer(this WebApplication app) => app.MapGrpc<PolicyGrpcService>();
}
