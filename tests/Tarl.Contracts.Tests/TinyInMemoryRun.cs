using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Cli.Evaluate;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Cli.Train;

namespace Tarl.Contracts.Tests;

/// <summary>A run of seconds in this process, listened to.</summary>
internal static class TinyInMemoryRun
{
    /// <summary>The envelopes of everything that a service received.</summary>
    public static async Task<IReadOnlyCollection<JsonNode>> MessagesAsync()
    {
        using var temporary = new TemporaryFolder();
        var settings = RunSettings.QuickDefault with
        {
            Threads = 2, Users = 60, TrainingTasks = 40, HeldOutTasks = 4, Demonstrations = 12, CloningSteps = 4, Updates = 1, GroupsPerUpdate = 2, GroupSize = 2, EvaluationTrials = 1,
            Set = new Dictionary<string, string> { ["Cloning:RepetitionSteps"] = "4" },
        };
        using var folder = RunFolder.Create(temporary.File("run"));
        settings.Save(folder.SettingsPath);
        RunData.Ensure(folder, settings, settings.Domain);
        var console = new CommandConsole(CommandConsole.Create(TextWriter.Null, redirected: true), CommandConsole.Create(TextWriter.Null, redirected: true), Json: true);
        using var host = TarlHost.Build(folder, settings, folder.DataFolder, new Dictionary<string, string?>(), console);
        var received = new ReceivedEnvelopes();
        var services = host.Services;
        services.GetRequiredService<IBusControl>().ConnectReceiveObserver(received);
        await TarlHost.StartAsync(host, console.Messages, CancellationToken.None);
        try
        {
            var run = new TrainRun(
                folder, settings, services.GetRequiredService<IBus>(), services.GetRequiredService<RunEventReader>(), services.GetRequiredService<Evaluator>(),
                services.GetRequiredService<ProgressDisplay>(), new RunForecast(settings, TimeProvider.System), new UpdateReport(console.Messages, settings, TimeProvider.System),
                TimeProvider.System);
            await run.RunAsync(CancellationToken.None);
        }
        finally
        {
            await TarlHost.StopAsync(host, console.Messages);
        }

        return received.Envelopes;
    }
}
