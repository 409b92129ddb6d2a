using System.Diagnostics;
using Microsoft.Extensions.Options;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Sessions;
using Tarl.Sandbox.Storage;
using Tarl.Sandbox.Tools;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>Time and memory of a new episode that has not called anything yet, beside a copy of all data, as plain objects would need.</summary>
internal static class NewEpisodeBenchmark
{
    private const int Episodes = 5000;
    private const int Copies = 9;

    public static void Run(Workload workload, string folder)
    {
        using var client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = folder }));
        client.Open(workload.Domain.Name, workload.DataSet).DisposeAsync().AsTask().Wait();
        var (time, bytes) = Measure(Episodes, () => client.Open(workload.Domain.Name, workload.DataSet));
        var rows = Rows(workload, folder);
        var (copyTime, copyBytes) = Measure(Copies, () => rows.ConvertAll(row => row.Clone()));

        Console.WriteLine();
        Console.WriteLine($"new episode ({workload.Name}, {rows.Count:N0} rows)");
        Console.WriteLine($"  sandbox             median {time.TotalMicroseconds,10:N1} µs, {bytes,12:N0} bytes an open episode");
        Console.WriteLine($"  a copy of the data  median {copyTime.TotalMicroseconds,10:N1} µs, {copyBytes,12:N0} bytes");
    }

    private static (TimeSpan Median, long Bytes) Measure(int count, Func<object> create)
    {
        create();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (kept, ticks) = (new object[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            kept[i] = create();
            ticks[i] = Stopwatch.GetElapsedTime(start).Ticks;
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / count;
        GC.KeepAlive(kept);
        return (TimeSpan.FromTicks((long)Measurement.Median(ticks)), bytes);
    }

    private static List<JsonMap> Rows(Workload workload, string folder)
    {
        using var dataSet = new DataSet(Path.Combine(folder, workload.DataSet + ".db"), connections: 1);
        var view = dataSet.Open();
        return [.. workload.Domain.Tables.SelectMany(table => view.Ids(table.Name).Select(id => view.Read(table.Name, id)!))];
    }
}
