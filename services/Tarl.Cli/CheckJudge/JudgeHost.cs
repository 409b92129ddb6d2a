using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Judge;
using Tarl.Messaging;
using Tarl.Messaging.Connect;

namespace Tarl.Cli.CheckJudge;

/// <summary>A judge and who listens to it; over a broker the judge is a process of its own.</summary>
internal static class JudgeHost
{
    /// <param name="connections">The section <c>Bus</c>.</param>
    public static IHost Build(IReadOnlyDictionary<string, string?> connections, CommandConsole console)
    {
        var builder = CommandHost.CreateBuilder(console);
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection(connections);
        var isElsewhere = !string.IsNullOrEmpty(builder.Configuration[$"{BusOptions.Section}:{nameof(BusOptions.Url)}"]);
        builder.Services.AddSingleton<Judgements>();
        builder.AddBus(bus =>
        {
            if (!isElsewhere)
            {
                bus.AddJudge();
            }

            bus.AddConsumer<EpisodeJudgedConsumer, EpisodeJudgedConsumerDefinition>();
        });
        return builder.Build();
    }
}
