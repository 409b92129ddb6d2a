using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Sessions;
using Tarl.Sandbox.Storage;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>Whole episodes on one thread of this process: open, every call, the changes, close; with SQLite, and with plain objects in its place.</summary>
internal static class CallBenchmark
{
    // Until then the runtime still compiles on this process's CPU time.
    private const int WarmUps = 5;

    public static void Run(IReadOnlyList<Workload> workloads, string folder, int repetitions)
    {
        Console.WriteLine();
        Console.WriteLine($"{"tool calls in process, one thread",-50} {"sandbox",18} {"plain objects",15} {"ratio",6}");
        foreach (var workload in workloads)
        {
            using var client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = folder, ConnectionsPerDataSet = 1 }));
            using var dataSet = new DataSet(Path.Combine(folder, workload.DataSet + ".db"), connections: 1);
            using var plainRows = new PlainRows(Path.Combine(folder, workload.DataSet + ".db"));
            var sandbox = () => client.Open(workload.Domain.Name, workload.DataSet);
            var plain = () => new SandboxSession(workload.Domain, new EpisodeView(dataSet, plainRows));
            Report(workload, Measure(workload, sandbox, plain, repetitions));
        }
    }

    // In turn, so that what disturbs the machine disturbs both.
    private static List<(double Sandbox, double Plain)> Measure(
        Workload workload, Func<ISandboxSession> sandbox, Func<ISandboxSession> plain, int repetitions)
    {
        var rates = new List<(double, double)>();
        for (var i = 0; i < WarmUps + repetitions; i++)
        {
            rates.Add((Rate(workload, sandbox), Rate(workload, plain)));
        }

        return rates[WarmUps..];
    }

    private static double Rate(Workload workload, Func<ISandboxSession> open) => Measurement.PerCpuSecond(workload.Calls, () =>
    {
        foreach (var calls in workload.Episodes)
        {
            Play(open(), calls);
        }
    });

    // Everything in here completes synchronously.
    private static void Play(ISandboxSession session, ToolCall[] calls)
    {
        foreach (var call in calls)
        {
            _ = session.CallAsync(call, default).AsTask().Result;
        }

        _ = session.GetChangesAsync(default).AsTask().Result;
        session.DisposeAsync().AsTask().Wait();
    }

    private static void Report(Workload workload, List<(double Sandbox, double Plain)> rates)
    {
        var (sandbox, plain) = (Measurement.Median(rates.Select(rate => rate.Sandbox)), Measurement.Median(rates.Select(rate => rate.Plain)));
        var what = $"  {workload.Name}, {workload.Episodes.Count:N0} episodes of {(double)workload.Calls / workload.Episodes.Count:F1} calls";
        Console.WriteLine($"{what,-50} {sandbox,11:N0}/s core {plain,8:N0}/s core {sandbox / plain,6:F2}");
    }
}
