using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>What becomes of messages that a service cannot handle, and of those that it can at the second try.</summary>
[Collection(nameof(RabbitMq))]
public sealed class DeadLetterTests(TinyRun run, RabbitMq rabbit)
{
    private const string Queue = "judge-episode";
    private const string Errors = Queue + "_error";
    private const string Type = "Tarl.Contracts.Episodes:EpisodeCompleted";

    [RabbitMqFact]
    public async Task Bus_PoisonMessages_AreListedSentAgainAndNeverLost()
    {
        var url = rabbit.TakeUrl();
        using var judge = ServiceProcess.Service("Judge", url, ("Bus__Retry__Limit", "1"));
        await judge.ProbesAsync("ready", 200);
        await Queues.SendAsync(url, Queue, Type, new JsonObject { ["episodeId"] = "no id" }, "11110000-0000-0000-0000-000000000000");
        await Queues.SendAsync(url, Queue, Type, new JsonObject { ["episodeId"] = "none either" }, "22220000-0000-0000-0000-000000000000");
        await Queues.HasAsync(url, Errors, 2);

        var letters = await RunAsync(url, "bus", "errors");
        Assert.Equal(["no id", "none either"], letters.Select(letter => (string)letter!["episodeId"]!).Order());
        Assert.All(letters, letter => Assert.Equal((Errors, "EpisodeCompleted", 1), ((string)letter!["queue"]!, (string)letter["messageType"]!, (int)letter["timesFailed"]!)));
        Assert.All(letters, letter => Assert.True(DateTime.TryParse((string)letter!["failedAt"]!, out _) && $"{letter["exceptionType"]}".EndsWith("Exception", StringComparison.Ordinal)));

        var sent = Assert.Single(await RunAsync(url, "bus", "retry", "--queue", Queue, "--id", "22220000-0000-0000-0000-000000000000"));
        Assert.Equal("none either", (string)sent!["episodeId"]!);
        await Queues.HasAsync(url, Errors, 2);
        Assert.Equal([1, 2], (await RunAsync(url, "bus", "errors", "--queue", Errors)).Select(letter => (int)letter!["timesFailed"]!).Order());
    }

    [RabbitMqFact]
    public async Task BusRetry_ServiceAbleAgain_HandlesTheMessage()
    {
        var url = rabbit.TakeUrl();
        using var judge = ServiceProcess.Service("Judge", url);
        await judge.ProbesAsync("ready", 200);
        await using var judged = await Tap.OnAsync(url, "Tarl.Contracts.Rewards:EpisodeJudged");
        var episode = FailedEpisode();
        await Queues.DeclareAsync(url, Errors);
        await Queues.SendAsync(url, Errors, Type, episode.DeepClone(), "33330000-0000-0000-0000-000000000000");

        Assert.Single(await RunAsync(url, "bus", "retry"));
        Assert.Equal((string)episode["episodeId"]!, (string)judged.Next()["episodeId"]!);
        Assert.Empty(await RunAsync(url, "bus", "errors"));
    }

    [RabbitMqFact]
    public async Task BusRetry_QueueGone_KeepsTheMessage()
    {
        var url = rabbit.TakeUrl();
        await Queues.DeclareAsync(url, Errors);
        await Queues.SendAsync(url, Errors, Type, new JsonObject(), "44440000-0000-0000-0000-000000000000");

        using var retry = ServiceProcess.Command(url, [], "bus", "retry");
        var result = await retry.EndAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"There is no queue {Queue}", result.Errors, StringComparison.Ordinal);
        await Queues.HasAsync(url, Errors, 1);
    }

    private static async Task<JsonArray> RunAsync(string url, params string[] command)
    {
        using var process = ServiceProcess.Command(url, [], [.. command, "--json"]);
        return JsonNode.Parse((await process.EndAsync()).Succeeded().Errors)!.AsArray();
    }

    /// <summary>An episode that failed, which a judge has least to say about.</summary>
    private JsonNode FailedEpisode()
    {
        var task = JsonNode.Parse(File.ReadLines(Path.Combine(run.Path, "data/train.jsonl")).First())!;
        const string Id = "00000000-0000-0000-0000-000000000009";
        return JsonSerializer.SerializeToNode(new
        {
            episodeId = Id,
            rollout = new
            {
                episodeId = Id,
                task,
                purpose = "Training",
                batch = "b",
                batchSize = 1,
                group = 0,
                trial = 0,
                agent = "policy",
                seed = 1,
                sampling = new { },
            },
            turns = Array.Empty<object>(),
            changes = Array.Empty<object>(),
            stopReason = "Failed",
            failure = new { boundary = "User", message = "gone" },
        })!;
    }
}
