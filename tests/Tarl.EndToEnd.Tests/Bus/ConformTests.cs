using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>The services of this project do what a service of their kind must do.</summary>
[Collection(nameof(RabbitMq))]
public sealed class ConformTests(TinyRun run, RabbitMq rabbit)
{
    private const string Queue = "judge-episode";
    private const string Errors = Queue + "_error";

    /// <summary>A message that cannot be handled is tried twice, not nine times.</summary>
    private static readonly (string, string) OneRetry = ("Bus__Retry__Limit", "1");

    [RabbitMqFact]
    public async Task Conform_Judge_PassesAndLeavesTheQueuesAsTheyWere()
    {
        var url = rabbit.TakeUrl();
        using var judge = ServiceProcess.Service("Judge", url, OneRetry);
        await judge.ProbesAsync("ready", 200);
        await Queues.SendAsync(url, Queue, "Tarl.Contracts.Episodes:EpisodeCompleted", new JsonObject { ["episodeId"] = "no id" }, "11110000-0000-0000-0000-000000000000");
        await Queues.HasAsync(url, Errors, 1);

        await PassesAsync(url, "judge", 22);

        // Its own dead letters are gone, another's is where it was.
        await Queues.HasAsync(url, Errors, 1);
        await Queues.HasAsync(url, Queue + "_skipped", 0);
        await Queues.HasAsync(url, Queue, 0);
    }

    [RabbitMqFact]
    public async Task Conform_UserSimulator_Passes()
    {
        var url = rabbit.TakeUrl();
        using var simulator = ServiceProcess.Service("UserSimulator", url, OneRetry);
        await simulator.ProbesAsync("ready", 200);

        await PassesAsync(url, "simulator", 18);
    }

    [RabbitMqFact]
    public async Task Conform_Curriculum_Passes()
    {
        var url = rabbit.TakeUrl();
        using var curriculum = ServiceProcess.Service(
            "Curriculum", url, OneRetry, ("Curriculum__TasksPath", Path.Combine(run.Path, "data/train.jsonl")), ("Curriculum__GroupsPerUpdate", "4"));
        await curriculum.ProbesAsync("ready", 200);

        await PassesAsync(url, "curriculum", 15);
    }

    [RabbitMqFact]
    public async Task Conform_VerifierWithItsSandboxsData_Passes()
    {
        var url = rabbit.TakeUrl();
        var data = Path.Combine(run.Path, "data");
        using var sandbox = ServiceProcess.Service("Sandbox", "", ("Sandbox__DataFolder", data));
        using var verifier = ServiceProcess.Service("Verifier", url, OneRetry, ("Sandbox__Address", await sandbox.AddressAsync()));
        await verifier.ProbesAsync("ready", 200);

        await PassesAsync(url, "verifier", 24, "--data", data);
    }

    [RabbitMqFact]
    public async Task Conform_NoService_SaysSo()
    {
        var result = await RunAsync(rabbit.TakeUrl(), "judge", "--patience", "1");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("There is no service to play with: there is no queue judge-episode.", result.Errors);
    }

    [RabbitMqFact]
    public async Task Conform_LearnerOnTheVirtualHost_IsRefused()
    {
        var url = rabbit.TakeUrl();
        await Queues.DeclareAsync(url, "tarl-learner-join-episodes-episode-judged");

        var result = await RunAsync(url, "judge");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The queue tarl-learner-join-episodes-episode-judged", result.Errors);
        Assert.Contains("on a virtual host of their own", result.Errors);
    }

    /// <summary>Also what a replacement is to be held against: nothing is skipped because it is ours.</summary>
    internal static async Task PassesAsync(string url, string service, int cases, params string[] options)
    {
        var result = await RunAsync(url, service, ["--json", .. options]);
        Assert.True(result.ExitCode == 0, result.Errors);
        var report = JsonNode.Parse(result.Errors)!;
        Assert.Equal((cases, 0), ((int)report["passed"]!, (int)report["failed"]!));
    }

    internal static async Task<TarlResult> RunAsync(string url, string service, params string[] options)
    {
        using var process = ServiceProcess.Command(url, [], ["conform", service, .. options]);
        return await process.EndAsync();
    }
}
