using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Sandbox;
using Tarl.ServiceDefaults;

namespace Tarl.Rpc.RemoteSandbox;

public static class RemoteSandboxRegistration
{
    /// <summary>Adds <see cref="ISandboxClient"/> over HTTP, for a process without a sandbox of its own.</summary>
    public static IServiceCollection AddRemoteSandbox(this IServiceCollection services)
    {
        services.AddValidatedOptions<RemoteSandboxOptions>(RemoteSandboxOptions.Section);
        return services.AddSingleton<ISandboxClient, RemoteSandboxClient>();
    }
}
