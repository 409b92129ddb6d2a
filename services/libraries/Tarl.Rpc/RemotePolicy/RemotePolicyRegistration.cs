using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Policy;
using Tarl.ServiceDefaults;

namespace Tarl.Rpc.RemotePolicy;

public static class RemotePolicyRegistration
{
    /// <summary>Adds <see cref="IPolicyClient"/> and <see cref="ITokenLedger"/> over gRPC, for a process without a policy server of its own.</summary>
    public static IServiceCollection AddRemotePolicy(this IServiceCollection services)
    {
        services.AddValidatedOptions<RemotePolicyOptions>(RemotePolicyOptions.Section);
        services.AddSingleton<PolicyReplicas>();
        services.AddSingleton<IPolicyClient, RemotePolicyClient>();
        services.AddSingleton<ITokenLedger, RemoteTokenLedger>();
        return services;
    }
}
