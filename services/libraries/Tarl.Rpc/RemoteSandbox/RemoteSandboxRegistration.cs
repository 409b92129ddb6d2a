using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Sandbox;
using Tarl.ServiceDefaults;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Rpc.RemoteSandbox;

public static class RemoteSandboxRegistration
{
    /// <summary>Adds <see cref="ISandboxClient"/> over HTTP, for a process without a sandbox of its own; its messages wait until somebody listens there.</summary>
    public static IServiceCollection AddRemoteSandbox(this IServiceCollection services)
    {
        services.AddValidatedOptions<RemoteSandboxOptions>(RemoteSandboxOptions.Section);
        services.AddSingleton<Prerequisite, AwaitedSandbox>();
        return services.AddSingleton<ISandboxClient, RemoteSandboxClient>();
    }
}
