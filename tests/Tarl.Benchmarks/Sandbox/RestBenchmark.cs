using System.Diagnostics;
using Tarl.Contracts.Episodes;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>The service as its own process and .NET's HTTP client as another, over loopback, on the same cores.</summary>
internal static class RestBenchmark
{
    private const int Connections = 32;
    private const int OpenEpisodes = 5000;
    private const int CallsARepetition = 15_000;

    public static async Task RunAsync(IReadOnlyList<Workload> workloads, string folder, int repetitions, CancellationToken cancellationToken)
    {
        Console.WriteLine();
        Console.WriteLine($"{"REST, " + Connections + " connections, client on the same cores",-50} {"by the clock",15} {"server",15} {"client",15}");
        using var server = await StartAsync(folder, cancellationToken);
        using var http = new HttpClient { BaseAddress = server.Address };
        foreach (var workload in workloads)
        {
            var runs = new List<Run>();
            for (var i = 0; i <= repetitions; i++)
            {
                runs.Add(await CallAsync(server, http, workload, cancellationToken));
            }

            Report(workload, runs[1..]);
        }

        await MeasureOpenEpisodesAsync(folder, workloads[^1], cancellationToken);
    }

    private static Task<ServiceProcess> StartAsync(string folder, CancellationToken cancellationToken) =>
        ServiceProcess.StartAsync("Sandbox", [new("Sandbox__DataFolder", folder)], cancellationToken);

    // Only the calls are timed: sessions are opened before and closed after.
    private static async Task<Run> CallAsync(ServiceProcess server, HttpClient http, Workload workload, CancellationToken cancellationToken)
    {
        var rounds = int.Max(1, CallsARepetition / workload.Calls);
        ToolCall[][] episodes = [.. Enumerable.Repeat(workload.Episodes, rounds).SelectMany(round => round)];
        var sessions = await OpenAsync(http, workload, episodes.Length, cancellationToken);
        var (clock, served, client) = (Stopwatch.StartNew(), server.CpuTime, Environment.CpuUsage.TotalTime);
        await ForEachAsync(episodes.Length, async i =>
        {
            foreach (var call in episodes[i])
            {
                await sessions[i].CallAsync(call, cancellationToken);
            }
        });
        var run = new Run(rounds * workload.Calls, clock.Elapsed, server.CpuTime - served, Environment.CpuUsage.TotalTime - client);
        await ForEachAsync(episodes.Length, i => sessions[i].CloseAsync(cancellationToken));
        return run;
    }

    private static async Task MeasureOpenEpisodesAsync(string folder, Workload workload, CancellationToken cancellationToken)
    {
        using var server = await StartAsync(folder, cancellationToken);
        using var http = new HttpClient { BaseAddress = server.Address };
        var empty = server.MemoryBytes;
        var sessions = await OpenAsync(http, workload, OpenEpisodes, cancellationToken);
        await ForEachAsync(OpenEpisodes, async i =>
        {
            foreach (var call in workload.Writing[i % workload.Writing.Count])
            {
                await sessions[i].CallAsync(call, cancellationToken);
            }

            await sessions[i].ChangesAsync(cancellationToken);
        });
        Console.WriteLine();
        Console.WriteLine($"{OpenEpisodes:N0} open episodes ({workload.Name}), each with a writing episode played: "
            + $"the server holds {server.MemoryBytes >> 20:N0} MiB, {empty >> 20:N0} MiB before");
    }

    private static async Task<RestSession[]> OpenAsync(HttpClient http, Workload workload, int count, CancellationToken cancellationToken)
    {
        var sessions = new RestSession[count];
        await ForEachAsync(count, async i => sessions[i] = await RestSession.OpenAsync(http, workload, cancellationToken));
        return sessions;
    }

    private static async Task ForEachAsync(int count, Func<int, Task> work)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count)
            {
                await work(i);
            }
        })));
    }

    private static void Report(Workload workload, List<Run> runs)
    {
        var clock = Measurement.Median(runs.Select(run => run.Calls / run.Time.TotalSeconds));
        var server = Measurement.Median(runs.Select(run => run.Calls / run.Server.TotalSeconds));
        var client = Measurement.Median(runs.Select(run => run.Calls / run.Client.TotalSeconds));
        Console.WriteLine($"{"  " + workload.Name,-50} {clock,7:N0} calls/s {server,8:N0}/s core {client,8:N0}/s core");
    }

    private sealed record Run(int Calls, TimeSpan Time, TimeSpan Server, TimeSpan Client);
}
