using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Import;
using Tarl.Sandbox.Replay;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateData;
using Tarl.Sandbox.Tools;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>Makes the data sets and reads the calls: the benchmark's own where they are, else a generated shop's.</summary>
internal static class WorkloadReader
{
    private const ulong Seed = 1;

    /// <param name="named">The folder with <c>data/</c> and <c>golden/</c>; null for the default one, if there is one.</param>
    /// <param name="folder">Where the data sets go.</param>
    /// <returns>Those of the most data last.</returns>
    /// <exception cref="DirectoryNotFoundException">The named folder holds no recordings.</exception>
    public static IReadOnlyList<Workload> Read(string? named, string folder)
    {
        var benchmark = named ?? Environment.GetEnvironmentVariable("TARL_TAU_BENCH") ?? Path.Combine("..", "shared", "tau-bench");
        if (Directory.Exists(Path.Combine(benchmark, "golden")))
        {
            Console.WriteLine($"Recorded episodes of {benchmark}, on the whole data.");
            return [.. DomainCatalogue.All.Where(domain => domain.Tables.Count > 0).Select(domain => Recorded(benchmark, domain, folder))];
        }

        if (named is not null)
        {
            throw new DirectoryNotFoundException($"'{named}' has no folder golden/.");
        }

        Console.WriteLine("A generated shop: τ-bench's files are not here, name their folder with --data.");
        return [Generated(folder)];
    }

    private static Workload Recorded(string benchmark, Domain domain, string folder)
    {
        var dataSet = $"{domain.Name}-{domain.VersionTag}";
        TauBenchImport.ImportDatabase(Path.Combine(benchmark, "data", domain.VersionTag, domain.Name), domain.Name, Path.Combine(folder, dataSet + ".db"));
        var recordings = RecordingReader.ReadAsync(Path.Combine(benchmark, "golden", dataSet + ".jsonl.gz"), CancellationToken.None)
            .ToBlockingEnumerable().Select(line => line.Recording).ToList();
        return new Workload(
            domain,
            dataSet,
            [.. recordings.Select(recording => recording.Actions.ToArray())],
            [.. recordings.Where(recording => recording.Recorded!.Changes.Count > 0).Select(recording => recording.Actions.ToArray())]);
    }

    private static Workload Generated(string folder)
    {
        var data = RetailDataGenerator.Generate(new RetailDataOptions(), Seed);
        RetailDataStore.Write(data, Path.Combine(folder, "shop.db"));
        var orders = data.Orders.Select(order => (Order: order.Value!, Calls: Cancellation(data, order.Value!))).ToList();
        return new Workload(
            RetailDomain.V1,
            "shop",
            [.. orders.Select(order => order.Calls)],
            [.. orders.Where(order => order.Order["status"]!.GetValue<string>() == "pending").Select(order => order.Calls)]);
    }

    // Look up the user, the profile and the order, then cancel it: refused unless it is pending.
    private static ToolCall[] Cancellation(RetailData data, JsonNode order)
    {
        var (user, id) = (order["user_id"]!.GetValue<string>(), order["order_id"]!.GetValue<string>());
        return
        [
            Call("find_user_id_by_email", new { email = data.Users[user]!["email"]!.GetValue<string>() }),
            Call("get_user_details", new { user_id = user }),
            Call("get_order_details", new { order_id = id }),
            Call("cancel_pending_order", new { order_id = id, reason = "no longer needed" }),
        ];
    }

    private static ToolCall Call(string name, object arguments) => new() { Name = name, Arguments = JsonSerializer.SerializeToElement(arguments) };
}
