using System.CommandLine;
using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Benchmarks.Bus;
using Tarl.Messaging;
using Tarl.Messaging.Publish;
using Tarl.RolloutWorker;
using Tarl.Rpc.RemotePolicy;
using Tarl.Sandbox;
using Tarl.ServiceDefaults.Hosting;
using Tarl.Testing.Models;
using Tarl.UserSimulator;

namespace Tarl.Benchmarks.Conversations;

/// <summary>
/// Episodes a second of one worker whose users are played by a language model, beside what would be if nothing but the model took time. The model is a
/// real HTTP server in this process that takes a while for each answer.
/// </summary>
internal static class ConversationsBenchmark
{
    public static Command Create()
    {
        var concurrency = new Option<int>("--concurrency") { Description = "Conversations at once", DefaultValueFactory = _ => 200, HelpName = "N" };
        var episodes = new Option<int>("--episodes") { Description = "Episodes measured, besides as many as are under way at begin and end", DefaultValueFactory = _ => 1000, HelpName = "N" };
        var delay = new Option<int>("--delay") { Description = "How long the model takes for an answer, in milliseconds", DefaultValueFactory = _ => 1000, HelpName = "MS" };
        var command = new Command("conversations", "Episodes a second with users played by a slow language model, beside the ideal; memory") { concurrency, episodes, delay };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            arguments.GetValue(concurrency), arguments.GetValue(episodes), TimeSpan.FromMilliseconds(arguments.GetValue(delay)), cancellationToken));
        return command;
    }

    private static async Task RunAsync(int concurrency, int episodes, TimeSpan delay, CancellationToken cancellationToken)
    {
        var all = episodes + (2 * concurrency);
        using var orders = new Orders(all);
        var rollouts = orders.Of("conversations", all);
        await using var server = await ModelServer.StartAsync(new ScriptedModel(rollouts, delay).AnswerAsync);
        var completions = new Completions(all);
        using var host = Build(server.Address, orders.DataFolder, concurrency, completions);
        await host.StartAsync(cancellationToken);
        Console.WriteLine($"{concurrency} conversations at once; the model takes {delay.TotalMilliseconds:F0} ms for an answer; {Environment.ProcessorCount} cores");
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        await host.Services.GetRequiredService<IBus>().PublishAllReceivedAsync(rollouts, cancellationToken);
        await completions.AllAsync(cancellationToken);
        Report(completions.InOrder, concurrency, delay, (Environment.CpuUsage.TotalTime - cpu) / clock.Elapsed);
        await host.StopAsync(cancellationToken);
    }

    // At begin and end not all conversations are under way: measured is what completes between.
    private static void Report(IReadOnlyList<Completed> completed, int concurrency, TimeSpan delay, double cores)
    {
        var (first, last) = (completed[concurrency - 1], completed[^(concurrency + 1)]);
        var measured = completed.Skip(concurrency).SkipLast(concurrency).ToArray();
        var rate = measured.Length / Stopwatch.GetElapsedTime(first.Timestamp, last.Timestamp).TotalSeconds;
        var turns = measured.Average(episode => episode.UserTurns);
        var ideal = concurrency / (turns * delay.TotalSeconds);
        Console.WriteLine($"{rate:F1} episodes/s, {100 * rate / ideal:F1}% of the ideal {ideal:F1}: {turns:F2} answers of the model an episode, nothing else taking time");
        Console.WriteLine($"{completed.Count(episode => episode.Failed)} of {completed.Count} episodes failed; {cores:F2} cores busy, the model's server among them");
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{process.PeakWorkingSet64 / (1 << 20)} MiB at most: worker, user simulator, sandbox, bus in memory, and the model's server");
    }

    private static IHost Build(string address, string dataFolder, int concurrency, Completions completions)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["RolloutWorker:ConcurrentEpisodes"] = $"{concurrency}",
            ["UserSimulator:Kind"] = "ReAct",
            ["UserSimulator:ConcurrentTurns"] = $"{concurrency}",
            ["UserModel:Address"] = address,
            ["UserModel:Model"] = "scripted",
            ["UserModel:ConcurrentCalls"] = $"{concurrency}",
            ["Sandbox:DataFolder"] = dataFolder,

            // Nobody samples: the agent is the demonstrator.
            ["PolicyServer:Address"] = "http://127.0.0.1:1",
        });
        builder.Services.AddServiceFailure();
        builder.Services.AddSingleton(completions);
        builder.AddBus(bus =>
        {
            bus.AddRolloutWorker();
            bus.AddUserSimulator();
            bus.AddSandbox();
            bus.AddRemotePolicy();
            bus.AddConsumer<CompletionsConsumer>();
        });
        builder.Services.PostConfigure<MassTransitHostOptions>(host => (host.WaitUntilStarted, host.ConsumerStopTimeout) = (true, TimeSpan.Zero));
        return builder.Build();
    }
}
