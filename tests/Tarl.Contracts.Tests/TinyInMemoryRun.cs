using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Cli.Conform.Messages;
using Tarl.Cli.Evaluate;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Cli.Train;
using Tarl.RolloutWorker.RunEpisode;
using Tarl.UserSimulator;

namespace Tarl.Contracts.Tests;

/// <summary>A run of seconds in this process, listened to.</summary>
internal static class TinyInMemoryRun
{
    /// <summary>The envelopes of everything that a service received, and of a question and its answer, which go between processes only.</summary>
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

        await AskAsync(received);
        return received.Envelopes;
    }

    private static async Task AskAsync(ReceivedEnvelopes received)
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddMassTransitTestHarness(bus => bus.AddUserSimulator())
            .BuildServiceProvider(validateScopes: true);
        var harness = await services.StartTestHarness();
        harness.Bus.ConnectReceiveObserver(received);
        var worker = new BusUser(harness.Bus.CreateClientFactory(), Options.Create(new RolloutWorkerOptions()));
        await worker.ReplyAsync(ExampleMessages.Opening(NewId.NextGuid()), CancellationToken.None);
    }
}
