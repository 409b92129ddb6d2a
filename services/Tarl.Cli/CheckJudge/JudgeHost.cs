using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Judge;
using Tarl.Messaging;
using Tarl.Messaging.Connect;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Cli.CheckJudge;

/// <summary>A judge and who listens to it; over a broker the judge is a process of its own.</summary>
internal static class JudgeHost
{
    /// <param name="connections">The section <c>Bus</c>.</param>
    public static IHost Build(IReadOnlyDictionary<string, string?> connections, CommandConsole console)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection(connections);
        var isElsewhere = !string.IsNullOrEmpty(builder.Configuration[$"{BusOptions.Section}:{nameof(BusOptions.Url)}"]);
        var log = new ConsoleLoggerProvider(console.Messages);
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning).AddFilter("MassTransit", LogLevel.Critical);
        builder.Services.AddSingleton(log);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddServiceFailure();
        builder.Services.AddSingleton(console.Messages);
        builder.Services.AddSingleton<ProgressDisplay>();
        builder.Services.AddSingleton<Judgements>();
        builder.AddBus(bus =>
        {
            if (!isElsewhere)
            {
                bus.AddJudge();
            }

            bus.AddConsumer<EpisodeJudgedConsumer, EpisodeJudgedConsumerDefinition>();
        });
        builder.Services.PostConfigure<MassTransitHostOptions>(host => (host.WaitUntilStarted, host.ConsumerStopTimeout) = (true, TimeSpan.Zero));
        return builder.Build();
    }
}
