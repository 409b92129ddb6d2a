namespace Tarl.EndToEnd.Tests.Bus;

[Collection(nameof(RabbitMq))]
public sealed class TrainOverBusTests(TinyRun run, RabbitMq rabbit)
{
    [RabbitMqFact]
    public async Task Train_EveryMessageTwice_EndsAsInMemory()
    {
        var url = rabbit.TakeUrl();
        using var folder = new Folder();
        await using var orders = await Tap.OnAsync(url, "Tarl.Contracts.Curriculum:RequestRollout", repeat: true);
        await using var completed = await Tap.OnAsync(url, "Tarl.Contracts.Episodes:EpisodeCompleted", repeat: true);
        await using var verified = await Tap.OnAsync(url, "Tarl.Contracts.Rewards:EpisodeVerified", repeat: true);
        await using var judged = await Tap.OnAsync(url, "Tarl.Contracts.Rewards:EpisodeJudged", repeat: true);
        await using var scored = await Tap.OnAsync(url, "Tarl.Contracts.Rewards:EpisodeScored", repeat: true);
        await using var updated = await Tap.OnAsync(url, "Tarl.Contracts.Training:UpdateCompleted", repeat: true);
        await using var published = await Tap.OnAsync(url, "Tarl.Contracts.Training:CheckpointPublished", repeat: true);

        using var train = ServiceProcess.Command(url, [], TinyRun.Arguments(folder.In("run")));
        (await train.EndAsync()).Succeeded();

        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(folder.In("run")));

        // 40 demonstrations, 3 updates of 4 groups of 4, four agents on 5 tasks four times each; three updates and the base. An evaluation's order that
        // comes after the episode's end is answered with its outcome.
        var ended = (await scored.AllAsync()).Select(message => ((string)message["purpose"]!, (string)message["episodeId"]!)).ToArray();
        Assert.Equal((168, 88), (ended.Distinct().Count(), ended.Count(episode => episode.Item1 != "Evaluation")));
        Assert.Equal((3, 4), (await updated.CountAsync(), await published.CountAsync()));
        Assert.All(Directory.EnumerateFiles(folder.In("run"), "*.json"), file => Assert.DoesNotContain(RabbitMq.Password, File.ReadAllText(file)));
    }

    [RabbitMqFact]
    public async Task Train_BrokerStoppedAndStarted_GoesOnAndLosesNothing()
    {
        var url = rabbit.TakeUrl();
        using var folder = new Folder();
        using var judge = ServiceProcess.Service("Judge", url, ("Bus__WatchInterval", "00:00:00.5"));
        await judge.ProbesAsync("ready", 200);
        using var train = ServiceProcess.Command(url, [], TinyRun.Arguments(folder.In("run")));
        await train.SaysAsync("Demonstrations: ");

        await rabbit.StopAsync();
        await judge.ProbesAsync("ready", 503);
        Assert.Equal(200, await judge.ProbeAsync("live"));
        await judge.SaysAsync("; waiting for it");
        await rabbit.StartAsync();

        (await train.EndAsync()).Succeeded();
        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(folder.In("run")));
        await judge.ProbesAsync("ready", 200);
        judge.Terminate();
        Assert.Equal(0, (await judge.EndAsync()).ExitCode);
    }

    [RabbitMqFact]
    public async Task Resume_ProcessKilledAndItsMessagesLeftBehind_EndsAsUninterrupted()
    {
        var url = rabbit.TakeUrl();
        using var folder = new Folder();
        using (var first = ServiceProcess.Command(url, [], TinyRun.Arguments(folder.In("run"))))
        {
            await first.SaysAsync("Demonstrations: 8 ");
            first.Kill();
            await first.EndAsync();
        }

        using var second = ServiceProcess.Command(url, [], "train", "--resume", "--run", folder.In("run"));
        (await second.EndAsync()).Succeeded();
        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(folder.In("run")));
    }
}
