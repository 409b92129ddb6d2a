using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox;

/// <summary>The sandbox's one registration method, for its own process and for a process that hosts every service.</summary>
public static class SandboxRegistration
{
    /// <summary>Adds <see cref="ISandboxClient"/> and its validated <see cref="SandboxOptions"/>.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, Action<SandboxOptions>? configure = null)
    {
        services.AddOptions<SandboxOptions>().Configure(options => configure?.Invoke(options)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ISandboxClient, SandboxClient>();
        return services;
    }
}
