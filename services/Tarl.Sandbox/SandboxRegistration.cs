using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Mcp;
using Tarl.Sandbox.Rest;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox;

/// <summary>The sandbox's registration, for its own process and for a process that hosts every service.</summary>
public static class SandboxRegistration
{
    /// <summary>Adds <see cref="ISandboxClient"/> and its validated <see cref="SandboxOptions"/>.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, Action<SandboxOptions>? configure = null)
    {
        services.AddOptions<SandboxOptions>().Configure(options => configure?.Invoke(options)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SandboxClient>();
        services.AddSingleton<ISandboxClient>(provider => provider.GetRequiredService<SandboxClient>());
        return services;
    }

    /// <summary>Adds what serving sessions to other processes needs, beyond <see cref="AddSandbox"/>.</summary>
    public static IServiceCollection AddSandboxServer(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SessionDirectory>();
        services.AddHostedService<IdleSessionSweeper>();
        services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<SandboxOptions>>((server, sandbox) => server.Limits.MaxRequestBodySize = sandbox.Value.MaxBodyBytes);
        return services;
    }

    /// <summary>Serves the REST interface with its OpenAPI document at <c>/openapi.json</c>, and the same tools over MCP.</summary>
    public static void MapSandbox(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSandboxApi();
        endpoints.MapSandboxMcp();
    }
}
