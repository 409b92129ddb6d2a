using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>Rollout workers that end in the middle of episodes, which they are kept in by a user simulator that is not there yet.</summary>
[Collection(nameof(RabbitMq))]
public sealed class WorkerTests(TinyRun run, RabbitMq rabbit)
{
    private const string Orders = "tarl-rollout-worker-run-episode-request-rollout";
    private const int Episodes = 6;

    private string DataFolder => Path.Combine(run.Path, "data");

    [RabbitMqFact]
    public async Task Worker_KilledMidEpisode_AnotherPlaysItsEpisodes()
    {
        var url = rabbit.TakeUrl();
        await using var completed = await Tap.OnAsync(url, "Tarl.Contracts.Episodes:EpisodeCompleted");
        using (var first = await StartWorkerAsync(url))
        {
            await OrderAsync(url);
            await Queues.HasAsync(url, Orders, 0);
            first.Kill();
            await first.EndAsync();
        }

        await Queues.HasAsync(url, Orders, Episodes);
        using var user = ServiceProcess.Service("UserSimulator", url);
        await user.ProbesAsync("ready", 200);
        using var second = await StartWorkerAsync(url);

        Assert.Equal(Ids(), Taken(completed));
        await Queues.HasAsync(url, Orders, 0);
        Assert.Equal(0, await completed.CountAsync());
    }

    [RabbitMqFact]
    public async Task Worker_AskedToStop_HandsBackWhatItCannotFinish()
    {
        var url = rabbit.TakeUrl();
        await using var completed = await Tap.OnAsync(url, "Tarl.Contracts.Episodes:EpisodeCompleted");
        using var worker = await StartWorkerAsync(url, ("Bus__DrainTimeout", "00:00:01"));
        await OrderAsync(url);
        await Queues.HasAsync(url, Orders, 0);
        worker.Terminate();

        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
        await Queues.HasAsync(url, Orders, Episodes);
        Assert.Equal(0u, await Queues.CountAsync(url, Orders + "_error"));
        Assert.Equal(0, await completed.CountAsync());
    }

    [RabbitMqFact]
    public async Task Worker_AskedToStop_FinishesWhatItCan()
    {
        var url = rabbit.TakeUrl();
        await using var completed = await Tap.OnAsync(url, "Tarl.Contracts.Episodes:EpisodeCompleted");
        using var worker = await StartWorkerAsync(url, ("Bus__DrainTimeout", "00:01:00"));
        await OrderAsync(url);
        await Queues.HasAsync(url, Orders, 0);
        worker.Terminate();
        using var user = ServiceProcess.Service("UserSimulator", url);

        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
        Assert.Equal(Ids(), Taken(completed));
        Assert.Equal(0u, await Queues.CountAsync(url, Orders));
    }

    private async Task<ServiceProcess> StartWorkerAsync(string url, params (string Name, string Value)[] settings)
    {
        // Asks again soon, once the user simulator is there.
        var worker = ServiceProcess.Worker(url, DataFolder, [.. settings, ("RolloutWorker__UserPatience", "00:00:01")]);
        await worker.ProbesAsync("ready", 200);
        return worker;
    }

    private async Task OrderAsync(string url)
    {
        var tasks = TaskFile.Read(Path.Combine(DataFolder, "train.jsonl"));
        foreach (var number in Enumerable.Range(0, Episodes))
        {
            var order = new RequestRollout
            {
                EpisodeId = EpisodeIds.From(1, "test", number, 0),
                Task = tasks[number],
                Purpose = RolloutPurpose.Demonstration,
                Batch = "test",
                BatchSize = Episodes,
                Group = number,
                Trial = 0,
                Agent = "demonstrator",
                Seed = 1,
                Sampling = new SamplingOptions(),
            };
            await Queues.SendAsync(
                url, Orders, "Tarl.Contracts.Curriculum:RequestRollout", JsonSerializer.SerializeToNode(order, JsonSerializerOptions.Web)!, $"{order.EpisodeId}");
        }
    }

    private static IEnumerable<string> Ids() => Enumerable.Range(0, Episodes).Select(number => EpisodeIds.From(1, "test", number, 0).ToString()).Order();

    /// <summary>The episodes that were completed, none of them as failed.</summary>
    private static string[] Taken(Tap completed)
    {
        JsonNode[] messages = [.. Enumerable.Range(0, Episodes).Select(_ => completed.Next())];
        Assert.All(messages, message => Assert.Null(message["failure"]));
        return [.. messages.Select(message => (string)message["episodeId"]!).Order()];
    }
}
