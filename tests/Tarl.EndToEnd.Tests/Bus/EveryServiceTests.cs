using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>Every service a process of its own, over a real broker.</summary>
[Collection(nameof(RabbitMq))]
public sealed class EveryServiceTests(TinyRun tiny, RabbitMq rabbit, ITestOutputHelper output)
{
    /// <summary>
    /// The learner is there before the conductor has made the run's folder, the others only when it would take the orders and completed episodes alone, and the
    /// sandbox when the first of them wait for it.
    /// </summary>
    [RabbitMqFact]
    public async Task Train_EveryServiceItsOwnProcessBeforeAndAfterItsConductor_EndsAsInOneProcess()
    {
        const int Updates = 10;
        using var folder = new Folder();
        var url = rabbit.TakeUrl();
        string[] algorithm = ["--algorithm", "rloo"];
        using (var cluster = new Cluster(url, folder.In("many"), Updates, name => name == "Learner" ? [("Reinforcement__Algorithm", "rloo")] : [], started: ["Learner"]))
        {
            await cluster["Learner"].SaysAsync("Waiting for the run folder ");
            using var conductor = cluster.Conduct(algorithm);
            await Queues.AreConsumedAsync(url, "tarl-learner-join-episodes-request-rollout");
            await conductor.SaysAsync("missing are their queues judge-episode, ");
            foreach (var name in Cluster.Names.Except(["Learner", "Sandbox"]))
            {
                cluster.Start(name);
            }

            await conductor.SaysAsync("Evaluating doNothing: ");
            await cluster["RolloutWorker"].SaysAsync("Waiting for the sandbox at ");
            cluster.Start("Sandbox");
            (await conductor.EndAsync()).Succeeded();
        }

        (await TarlProcess.RunAsync([.. TinyRun.Arguments(folder.In("one"), updates: Updates), .. algorithm])).Succeeded();
        Assert.Equal("rloo", (string)JsonNode.Parse(File.ReadAllText(Path.Combine(folder.In("many"), "summary.json")))!["algorithm"]!);
        Assert.Equal(Updates, File.ReadAllLines(Path.Combine(folder.In("many"), "metrics.jsonl")).Length);
        Assert.Equal(TinyRun.Figures(folder.In("one")), TinyRun.Figures(folder.In("many")));
    }

    [RabbitMqFact]
    public async Task Verifier_ToldToEndWhileItWaitsForItsSandbox_IsAliveAndGivesItsMessagesBack()
    {
        var url = rabbit.TakeUrl();
        using var verifier = ServiceProcess.Service("Verifier", url, ("Sandbox__Address", "http://127.0.0.1:1"), ("Bus__DrainTimeout", "00:00:01"));
        await verifier.ProbesAsync("ready", 200);
        await verifier.SaysAsync("Waiting for the sandbox at http://127.0.0.1:1, where nobody listens.");
        await Queues.SendAsync(url, "verify-episode", "Tarl.Contracts.Episodes:EpisodeCompleted", CompletedEpisode.Of(tiny), $"{Guid.NewGuid()}");
        await Queues.HasAsync(url, "verify-episode", 0);

        verifier.Terminate();

        Assert.Equal(0, (await verifier.EndAsync()).ExitCode);
        await Queues.HasAsync(url, "verify-episode", 1);
        Assert.Equal(0u, await Queues.CountAsync(url, "verify-episode_error"));
    }

    [RabbitMqFact]
    public async Task Train_EveryServiceKilledBrokerRestartedServicePaused_EveryRolloutEndsExactlyOnce()
    {
        const int Updates = 14;
        using var folder = new Folder();
        var run = folder.In("run");
        using var cluster = new Cluster(rabbit.TakeUrl(), run, Updates);
        using var conductor = cluster.Conduct();
        var update = 0;
        foreach (var name in Cluster.Names)
        {
            await cluster.SaysAsync(conductor, $"\n{++update,3}/{Updates} ");
            await cluster.RestartAsync(name);
        }

        await cluster.SaysAsync(conductor, $"\n{++update,3}/{Updates} ");
        await rabbit.StopAsync();
        await rabbit.StartAsync();

        await cluster.SaysAsync(conductor, $"\n{++update,3}/{Updates} ");
        cluster["PolicyServer"].Pause();
        await Task.Delay(TimeSpan.FromSeconds(30));
        cluster["PolicyServer"].Continue();

        (await cluster.EndAsync(conductor)).Succeeded();
        Assert.Equal(
            Enumerable.Range(1, Updates), File.ReadAllLines(Path.Combine(run, "metrics.jsonl")).Select(line => (int)JsonNode.Parse(line)!["update"]!));
        var rows = Rollouts(Path.Combine(run, "episodes.db"));

        // Requested = trained + dropped + failed.
        var training = rows.Where(row => row.Purpose == "Training").ToArray();
        foreach (var outcome in training.GroupBy(row => (row.Outcome, row.Reason)))
        {
            output.WriteLine($"{outcome.Count(),4} of {training.Length} {outcome.Key.Outcome} {outcome.Key.Reason}");
        }

        Assert.All(training, row => Assert.Contains(row.Outcome, (string[])["Trained", "Dropped", "Failed"]));
        Assert.All(training.Where(row => row.Outcome != "Trained"), row => Assert.NotEmpty(row.Reason));

        // Every place of every group is filled once, and nothing is in two places.
        var places = training.Where(row => row.IsFinal).Select(row => (row.Batch, row.Group, row.Trial)).ToArray();
        Assert.Equal(
            from batch in Enumerable.Range(1, Updates)
            from place in Enumerable.Range(0, 16)
            select ($"update-{batch}", place / 4, place % 4),
            places.OrderBy(place => int.Parse(place.Batch.AsSpan("update-".Length), System.Globalization.CultureInfo.InvariantCulture)).ThenBy(place => place));

        Assert.Equal(40, rows.Count(row => row.Outcome == "Demonstrated"));
        Assert.Equal(4 * 5 * 4, rows.Count(row => row.Outcome == "Evaluated"));
    }

    private static List<Row> Rollouts(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT purpose, batch, episode_group, trial, is_final, COALESCE(outcome, ''), COALESCE(reason, '') FROM rollouts";
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
        {
            rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetBoolean(4), reader.GetString(5), reader.GetString(6)));
        }

        return rows;
    }

    private sealed record Row(string Purpose, string Batch, int Group, int Trial, bool IsFinal, string Outcome, string Reason);
}
