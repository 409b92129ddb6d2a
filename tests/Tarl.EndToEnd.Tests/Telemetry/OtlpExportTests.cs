using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Training;
using Tarl.EndToEnd.Tests.Bus;
using Tarl.Learner.PublishCheckpoint;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.EndToEnd.Tests.Telemetry;

/// <summary>What services that have nothing in common but broker, gRPC and HTTP send to a collector about the same episode.</summary>
[Collection(nameof(RabbitMq))]
public sealed class OtlpExportTests(TinyRun run, RabbitMq rabbit)
{
    private const string Worker = "Tarl.RolloutWorker";

    private static readonly string[] Services = ["Tarl.Judge", "Tarl.PolicyServer", Worker, "Tarl.Sandbox", "Tarl.UserSimulator", "Tarl.Verifier"];

    /// <summary>Only guards against spans that never come.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    [RabbitMqFact]
    public async Task Export_EpisodeOfSixProcesses_IsOneTraceAcrossBusGrpcAndHttp()
    {
        var url = rabbit.TakeUrl();
        await using var collector = await OtlpReceiver.StartAsync();
        var policyServer = $"http://127.0.0.1:{RabbitMqProcess.FreePort()}";
        using var sandbox = Start("Sandbox", ("Sandbox__DataFolder", Path.Combine(run.Path, "data")));
        (string, string)[] tools = [("Sandbox__Address", await sandbox.AddressAsync())];
        using var policy = Start("PolicyServer", ("Grpc__ListenUrl", policyServer), ("PolicyServer__Replica", "r"), ("PolicyServer__Threads", "1"));
        using var user = Start("UserSimulator");
        using var verifier = Start("Verifier", tools);
        using var judge = Start("Judge");
        using var worker = Start("RolloutWorker", [.. tools, ("PolicyServer__Address", policyServer)]);
        foreach (var service in (ServiceProcess[])[policy, user, verifier, judge, worker])
        {
            await service.ProbesAsync("ready", 200);
        }

        var episode = await OrderAsync(url);
        var trace = episode.ToString("N");
        await UntilAsync(() => Services.Except(collector.Spans.Where(span => span.Trace == trace).Select(span => span.Service)).Any());
        await UntilAsync(() => Services.Except(collector.Metrics.Select(metric => metric.Service)).Any());

        var spans = collector.Spans.Where(span => span.Trace == trace).ToLookup(span => span.Service);
        var byWorker = spans[Worker].Select(span => span.Id).ToHashSet();
        Assert.Single(spans[Worker], span => span.Name == "run episode");
        Assert.All(["Tarl.PolicyServer", "Tarl.Sandbox", "Tarl.UserSimulator"], callee => Assert.Contains(spans[callee], span => byWorker.Contains(span.Parent)));
        Assert.Contains((Worker, "tarl.episodes"), collector.Metrics);
        Assert.Contains(("Tarl.Judge", "tarl.judgements"), collector.Metrics);

        ServiceProcess Start(string name, params (string Name, string Value)[] settings) => ServiceProcess.Service(name, url, [.. collector.Environment, .. settings]);
    }

    /// <summary>One episode of the policy that the tiny run has trained.</summary>
    private async Task<Guid> OrderAsync(string url)
    {
        var checkpoint = CheckpointStore.Read(CheckpointStore.PathOf(Path.Combine(run.Path, "checkpoints"), version: 3));
        await SendAsync(
            url, "tarl-policy-server-serve-weights-checkpoint-published-r", "Tarl.Contracts.Training:CheckpointPublished",
            new CheckpointPublished { PolicyVersion = checkpoint.Version, Path = checkpoint.Folder, Sha256 = checkpoint.Sha256 });
        var order = new RequestRollout
        {
            EpisodeId = EpisodeIds.From(1, "telemetry", 0, 0),
            Task = TaskFile.Read(Path.Combine(run.Path, "data/train.jsonl"))[0],
            Purpose = RolloutPurpose.Evaluation,
            Batch = "telemetry",
            BatchSize = 1,
            Group = 0,
            Trial = 0,
            Agent = "policy",
            PolicyVersion = checkpoint.Version,
            Seed = 1,
            Sampling = new SamplingOptions(),
        };
        await SendAsync(url, "tarl-rollout-worker-run-episode-request-rollout", "Tarl.Contracts.Curriculum:RequestRollout", order);
        return order.EpisodeId;
    }

    private static Task SendAsync<T>(string url, string queue, string type, T message) =>
        Queues.SendAsync(url, queue, type, JsonSerializer.SerializeToNode(message, JsonSerializerOptions.Web)!, "55550000-0000-0000-0000-000000000000");

    private static async Task UntilAsync(Func<bool> isMissing)
    {
        using var limit = new CancellationTokenSource(Timeout);
        while (isMissing())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }
}
