using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tarl.ServiceDefaults.Telemetry;

namespace Tarl.ServiceDefaults.Hosting;

/// <summary>The host of a service that has a process of its own: configuration from the environment, probes over HTTP, a defined end.</summary>
public static class ServiceHost
{
    private const int Failed = 1;

    /// <param name="args">The process's arguments; <c>probe</c> alone asks the service of this container whether it is ready, and ends the process.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        if (args is [HealthProbe.Argument])
        {
            Environment.Exit(HealthProbe.Run());
        }

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = provider.ValidateOnBuild = true);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.AddTelemetry();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddHealthChecks();
        builder.Services.AddServiceFailure();
        return builder;
    }

    /// <summary>Adds <see cref="ServiceFailure"/> and the clock, which every process has.</summary>
    public static IServiceCollection AddServiceFailure(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServiceFailure>();
        return services;
    }

    /// <summary>
    /// Runs until SIGTERM or a failure. <c>/health/live</c> answers as long as the process can answer at all; <c>/health/ready</c> only while
    /// everything that it depends on does: without its broker a service is not ready, but not dead. <c>/metrics</c> is for Prometheus.
    /// </summary>
    /// <param name="first">What the service cannot even be started without; until it is there, no probe is answered.</param>
    /// <returns>The exit status: 0 after SIGTERM, 1 after a failure.</returns>
    public static async Task<int> RunServiceAsync(this WebApplication app, Prerequisite? first = null)
    {
        if (first is not null && !await IsThereAsync(first))
        {
            return 0;
        }

        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            ResultStatusCodes =
            {
                [HealthStatus.Healthy] = StatusCodes.Status200OK,
                [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable,
                [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
            },
        });
        app.MapMetrics();
        var failure = app.Services.GetRequiredService<ServiceFailure>();
        await app.RunAsync();
        return failure.Reason.IsCompleted ? Failed : 0;
    }

    /// <returns>False if the process was told to end meanwhile.</returns>
    private static async Task<bool> IsThereAsync(Prerequisite prerequisite)
    {
        using var ended = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        try
        {
            await prerequisite.WaitAsync(ended.Token);
            return true;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return false;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.Cancel();
        }
    }
}
