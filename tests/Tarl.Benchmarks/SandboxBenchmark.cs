using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateData;
using Tarl.Sandbox.Sessions;

namespace Tarl.Benchmarks;

/// <summary>Tool calls, new sessions and their memory, in this process on one thread, beside the same calls on plain in-memory objects.</summary>
internal static class SandboxBenchmark
{
    private const int Rounds = 8;
    private const int OpenSessions = 5000;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("tarl-benchmark-");
        try
        {
            var data = RetailDataGenerator.Generate(new RetailDataOptions(), seed: 1);
            RetailDataStore.Write(data, Path.Combine(folder.FullName, "shop.db"));
            using var client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = folder.FullName }));
            var episodes = Episodes(data);
            for (var round = 1; round <= Rounds; round++)
            {
                var sandbox = Rate(episodes, calls => PlayInSandbox(client, calls));
                var plain = Rate(episodes, calls => PlayOnObjects(data, calls));
                Console.WriteLine($"round {round}: sandbox {sandbox:N0} calls/s, plain objects {plain:N0} calls/s");
            }

            MeasureSessions(client, episodes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Look up the user, the profile and the order, then cancel it: refused unless it is pending.
    private static ToolCall[][] Episodes(RetailData data) => [.. data.Orders.Select(order =>
    {
        var user = order.Value!["user_id"]!.GetValue<string>();
        return new[]
        {
            Call("find_user_id_by_email", new { email = data.Users[user]!["email"]!.GetValue<string>() }),
            Call("get_user_details", new { user_id = user }),
            Call("get_order_details", new { order_id = order.Key }),
            Call("cancel_pending_order", new { order_id = order.Key, reason = "no longer needed" }),
        };
    })];

    private static ToolCall Call(string name, object arguments) => new() { Name = name, Arguments = JsonSerializer.SerializeToElement(arguments) };

    private static double Rate(ToolCall[][] episodes, Action<ToolCall[]> play)
    {
        var watch = Stopwatch.StartNew();
        foreach (var calls in episodes)
        {
            play(calls);
        }

        return episodes.Sum(calls => calls.Length) / watch.Elapsed.TotalSeconds;
    }

    // Everything in here completes synchronously.
    private static void PlayInSandbox(SandboxClient client, ToolCall[] calls)
    {
        var session = client.OpenAsync("retail", "shop", default).AsTask().Result;
        foreach (var call in calls)
        {
            _ = session.CallAsync(call, default).AsTask().Result;
        }

        _ = session.GetChangesAsync(default).AsTask().Result;
        session.DisposeAsync().AsTask().Wait();
    }

    // The least that an implementation without a database could do: copy what changes, write what the agent reads.
    private static void PlayOnObjects(RetailData data, ToolCall[] calls)
    {
        var email = calls[0].Arguments.GetProperty("email").GetString();
        var userId = calls[1].Arguments.GetProperty("user_id").GetString()!;
        var orderId = calls[2].Arguments.GetProperty("order_id").GetString()!;
        _ = data.Users[userId]!["email"]!.GetValue<string>() == email;
        _ = data.Users[userId]!.ToJsonString();
        _ = data.Orders[orderId]!.ToJsonString();
        if (data.Orders[orderId]!["status"]!.GetValue<string>() == "pending")
        {
            Cancel((JsonObject)data.Orders[orderId]!.DeepClone());
        }
    }

    private static void Cancel(JsonObject order)
    {
        var refund = order["payment_history"]![0]!.DeepClone();
        refund["transaction_type"] = "refund";
        order["payment_history"]!.AsArray().Add(refund);
        order["status"] = "cancelled";
        _ = order.ToJsonString();
    }

    private static void MeasureSessions(SandboxClient client, ToolCall[][] episodes)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var times = new List<double>();
        var sessions = new List<ISandboxSession>();
        for (var i = 0; i < OpenSessions; i++)
        {
            var watch = Stopwatch.StartNew();
            sessions.Add(client.OpenAsync("retail", "shop", default).AsTask().Result);
            times.Add(watch.Elapsed.TotalMicroseconds);
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / OpenSessions;
        Console.WriteLine($"new session: median {times.Order().ElementAt(OpenSessions / 2):F1} µs, {bytes} bytes");
        for (var i = 0; i < OpenSessions; i++)
        {
            foreach (var call in episodes[i % episodes.Length])
            {
                _ = sessions[i].CallAsync(call, default).AsTask().Result;
            }
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{OpenSessions} open sessions, each with an episode played: the process holds {process.WorkingSet64 / 1048576} MiB");
    }
}
