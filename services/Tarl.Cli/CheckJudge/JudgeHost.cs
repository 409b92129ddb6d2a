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
    /// <param name="sets">Options of the judge in this process.</param>
    /// <exception cref="UserErrorException">One is none, or the judge is elsewhere and has options of its own.</exception>
    public static IHost Build(IReadOnlyDictionary<string, string?> connections, IReadOnlyDictionary<string, string> sets, CommandConsole console)
    {
        var builder = CommandHost.CreateBuilder(console);
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection(connections).AddSets(sets);
        var isElsewhere = !string.IsNullOrEmpty(builder.Configuration[$"{BusOptions.Section}:{nameof(BusOptions.Url)}"]);
        if (isElsewhere && sets.Count > 0)
        {
            throw new UserErrorException("--set has no effect with --bus: the judge there has options of its own, in its environment.");
        }

        builder.Services.AddSingleton<Judgements>();
        builder.AddBus(bus =>
        {
            if (!isElsewhere)
            {
                bus.AddJudge();
            }

            bus.AddConsumer<EpisodeJudgedConsumer, EpisodeJudgedConsumerDefinition>();
        });
        var sections = SetOption.EnsureValid(builder.Services, sets);
        var host = builder.Build();
        foreach (var section in sections)
        {
            _ = host.Services.GetRequiredService(section.Options);
        }

        return host;
    }
}
