using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tarl.Cli.Output;
using Tarl.ServiceDefaults.Hosting;
using Tarl.ServiceDefaults.Telemetry;

namespace Tarl.Cli.HostServices;

/// <summary>What every command has that hosts services.</summary>
internal static class CommandHost
{
    public static HostApplicationBuilder CreateBuilder(CommandConsole console)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        AddBasics(builder, console);
        builder.Services.AddSingleton<RunEvents>();
        builder.Services.AddSingleton<RunEventReader>();
        builder.Services.AddSingleton<ProgressDisplay>();

        // Orders go out when all queues are there. Episodes under way when a command ends are of no more use: what they were for is
        // repeated or has ended.
        builder.Services.PostConfigure<MassTransitHostOptions>(host => (host.WaitUntilStarted, host.ConsumerStopTimeout) = (true, TimeSpan.Zero));
        return builder;
    }

    /// <summary>What every host of the command line has, with a bus or without.</summary>
    public static void AddBasics(IHostApplicationBuilder builder, CommandConsole console)
    {
        var log = new ConsoleLoggerProvider(console.Messages);

        // What becomes of the broker is said by the watch over it, once, not for each message that an outage interrupts; what becomes of a message
        // that fails, by its fault.
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning).AddFilter("MassTransit", LogLevel.Critical);
        builder.Services.AddSingleton(log);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddServiceFailure();
        builder.Services.AddSingleton(console.Messages);
        builder.AddTelemetryExport();
    }
}
