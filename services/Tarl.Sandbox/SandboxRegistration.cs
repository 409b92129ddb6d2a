using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Mcp;
using Tarl.Sandbox.Rest;
using Tarl.Sandbox.Sessions;
using Tarl.ServiceDefaults;

namespace Tarl.Sandbox;

/// <summary>The sandbox's registration, for its own process and for a process that hosts every service.</summary>
public static class SandboxRegistration
{
    /// <summary>Adds <see cref="ISandboxClient"/>; options come from the section <c>Sandbox</c>.</summary>
    public static IBusRegistrationConfigurator AddSandbox(this IBusRegistrationConfigurator bus)
    {
        bus.AddSandboxSessions();
        return bus;
    }

    /// <summary>The sandbox without a bus, for one session over standard input and output.</summary>
    internal static IServiceCollection AddSandboxSessions(this IServiceCollection services)
    {
        services.AddValidatedOptions<SandboxOptions>("Sandbox");
        services.AddSingleton<SandboxClient>();
        services.AddSingleton<ISandboxClient>(provider => provider.GetRequiredService<SandboxClient>());
        return services;
    }

    /// <summary>Adds what serving sessions to other processes needs, beyond <see cref="AddSandbox"/>.</summary>
    public static IServiceCollection AddSandboxServer(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SessionDirectory>();
        services.AddSingleton<CallerCheck>();
        services.AddHostedService<IdleSessionSweeper>();
        services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<SandboxOptions>>((server, sandbox) => server.Limits.MaxRequestBodySize = sandbox.Value.MaxBodyBytes);
        return services;
    }

    /// <summary>Serves the REST interface with its OpenAPI document at <c>/openapi.json</c>, and the same tools over MCP.</summary>
    /// <exception cref="InvalidDataException">The token cannot be used.</exception>
    public static void MapSandbox(this IEndpointRouteBuilder endpoints)
    {
        var guarded = endpoints.MapGroup("").AddEndpointFilter(endpoints.ServiceProvider.GetRequiredService<CallerCheck>());
        guarded.MapSandboxApi();
        guarded.MapSandboxMcp();
    }
}
