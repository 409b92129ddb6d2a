using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tarl.Messaging.Connect;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>Every service has a user of the broker, who may do what the service does and nothing else.</summary>
[Collection(nameof(RabbitMq))]
public sealed class BrokerUserTests(TinyRun run, SecuredBroker broker) : IClassFixture<SecuredBroker>
{
    /// <summary>Who publishes what, by docs/architecture.md.</summary>
    private static readonly Dictionary<string, string[]> Publishes = new()
    {
        ["conductor"] = ["Training:StartCloning", "Training:StartReinforcement", "Training:CheckpointPublished", "Curriculum:RequestRollout"],
        ["curriculum"] = ["Curriculum:RequestRollout"],
        ["rolloutworker"] = ["Episodes:SimulateUserTurn", "Episodes:EpisodeCompleted"],
        ["usersimulator"] = [],
        ["verifier"] = ["Rewards:EpisodeVerified"],
        ["judge"] = ["Rewards:EpisodeJudged"],
        ["policyserver"] = [],
        ["learner"] =
        [
            "Training:CloningProgressed", "Training:CloningCompleted", "Training:CheckpointPublished", "Training:UpdateCompleted", "Training:LearnerFailed",
            "Rewards:EpisodeScored", "Curriculum:RequestRollout",
        ],
        ["operator"] = [],
        ["keda"] = [],
    };

    /// <summary>Whose queue it is.</summary>
    private static readonly Dictionary<string, string> Queues = new()
    {
        ["tarl-cli-host-services-run-events"] = "conductor",
        ["tarl-curriculum-request-rollouts-start-cloning"] = "curriculum",
        ["tarl-rollout-worker-run-episode-request-rollout"] = "rolloutworker",
        ["Tarl.RolloutWorker-answers-1"] = "rolloutworker",
        ["tarl-user-simulator-simulate-turn-simulate-user-turn"] = "usersimulator",
        ["verify-episode"] = "verifier",
        ["verify-episode-fault"] = "verifier",
        ["judge-episode"] = "judge",
        ["judge-episode-fault"] = "judge",
        ["tarl-policy-server-serve-weights-checkpoint-published-replica-0"] = "policyserver",
        ["tarl-learner-join-episodes-episode-completed"] = "learner",
    };

    [RabbitMqFact]
    public async Task Publish_AnyMessageByAnyUser_IsRefusedUnlessItsServicePublishesIt()
    {
        var messages = Publishes.Values.SelectMany(sent => sent).Distinct().ToArray();
        Assert.Equal(13, messages.Length);
        foreach (var (user, publishes) in Publishes)
        {
            await using var connection = await broker.ConnectAsync(user);
            foreach (var message in messages)
            {
                Assert.Equal((user, message, publishes.Contains(message)), (user, message, await MayPublishAsync(connection, $"Tarl.Contracts.{message}")));
            }
        }
    }

    [RabbitMqFact]
    public async Task Read_AnyQueueByAnyUser_IsRefusedUnlessItIsItsOwn()
    {
        foreach (var user in Publishes.Keys)
        {
            await using var connection = await broker.ConnectAsync(user);
            foreach (var (queue, owner) in Queues)
            {
                Assert.Equal((user, queue, user == owner), (user, queue, await MayReadAsync(connection, queue)));

                // Nor can anybody make or delete it, but for who answers into it: it is exclusive to one connection, which guards it then. Nor write into it
                // past its exchange, but for who sends dead letters again.
                Assert.Equal(
                    (user, queue, user == owner || Answers(user, queue)),
                    (user, queue, await IsAllowedAsync(connection, channel => channel.QueueDeleteAsync(queue))));
                Assert.Equal((user, user == "operator"), (user, await MayPublishAsync(connection, exchange: "", queue)));
            }
        }
    }

    [RabbitMqFact]
    public async Task Publish_IntoAQueuesExchange_IsForItsServiceAndForWhomItAsks()
    {
        foreach (var user in Publishes.Keys)
        {
            await using var connection = await broker.ConnectAsync(user);
            foreach (var (queue, owner) in Queues)
            {
                Assert.Equal((user, queue, user == owner || Answers(user, queue)), (user, queue, await MayPublishAsync(connection, queue)));
            }
        }
    }

    [RabbitMqFact]
    public async Task Bind_ToAMessageThatTheServiceDoesNotConsume_IsRefused()
    {
        await using var judge = await broker.ConnectAsync("judge");
        Assert.True(await MayListenAsync(judge, "judge-episode", "Tarl.Contracts.Episodes:EpisodeCompleted"));
        Assert.False(await MayListenAsync(judge, "judge-episode", "Tarl.Contracts.Curriculum:RequestRollout"));
        Assert.False(await MayListenAsync(judge, "judge-episode", "Tarl.Contracts.Rewards:EpisodeVerified"));
    }

    [RabbitMqFact]
    public async Task Connect_WithoutCredentialsOrElsewhere_IsRefused()
    {
        // Nobody, RabbitMQ's own default user, no password, another's password, and another virtual host.
        await Assert.ThrowsAsync<BrokerRefusedException>(() => broker.ConnectAsync(user: null));
        await Assert.ThrowsAsync<BrokerRefusedException>(() => broker.ConnectAsync("guest", "guest"));
        await Assert.ThrowsAsync<BrokerRefusedException>(() => broker.ConnectAsync("judge", ""));
        var another = await File.ReadAllTextAsync(broker.PasswordFile("verifier"));
        await Assert.ThrowsAsync<BrokerRefusedException>(() => broker.ConnectAsync("judge", another));
        await Assert.ThrowsAsync<BrokerRefusedException>(() => broker.ConnectAsync("judge", url: broker.Url[..^"tarl".Length]));
    }

    [RabbitMqFact]
    public async Task Train_EveryServiceByItsOwnUser_EndsAsInOneProcess()
    {
        using var folder = new Folder();
        using var cluster = new Cluster(broker.Url, folder.In("run"), updates: 3, Credentials);
        using var conductor = cluster.Conduct();

        (await conductor.EndAsync()).Succeeded();
        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(folder.In("run")));
    }

    [RabbitMqFact]
    public async Task DeadLetters_OfAServicesUser_AreListedAndSentAgainByTheOperator()
    {
        using var judge = Start("Judge");
        await judge.ProbesAsync("ready", 200);
        await SendAsync("judge-episode", new JsonObject { ["episodeId"] = "no id" });

        Assert.Equal("no id", (string)(await DeadLetterAsync("judge-episode"))["episodeId"]!);
        Assert.Single(await BusAsync("retry", "judge-episode"));
    }

    [RabbitMqFact]
    public async Task Faults_OfAServicesUser_ArePublishedBeforeTheMessageIsGivenUp()
    {
        // Once the sandbox has gone, the verifier cannot know what should have happened.
        using var sandbox = new TcpListener(IPAddress.Loopback, 0);
        sandbox.Start();
        using var verifier = Start("Verifier", ("Sandbox__Address", $"http://{sandbox.LocalEndpoint}"), ("Sandbox__Retries", "0"), ("Bus__Retry__Limit", "1"));
        await verifier.ProbesAsync("ready", 200);
        sandbox.Stop();
        await SendAsync("verify-episode", CompletedEpisode.Of(run));

        Assert.EndsWith("SocketException", (string)(await DeadLetterAsync("verify-episode"))["exceptionType"]!, StringComparison.Ordinal);
    }

    [SampleJudgeFact]
    public async Task Judge_InJavaScriptByTheJudgesUser_MayDoWhatItDoes()
    {
        const string Hears = "tarl-learner-hears";
        using var judge = ServiceProcess.Node(Samples.In($"{SampleJudgeFactAttribute.Sample}/judge.mjs"), broker.Url, User("judge"));
        await judge.SaysAsync("Judging what comes");
        await using var learner = await broker.ConnectAsync("learner");
        await using var heard = await learner.CreateChannelAsync();
        await heard.QueueDeclareAsync(Hears, exclusive: true);
        await heard.QueueBindAsync(Hears, "Tarl.Contracts.Rewards:EpisodeJudged", "");
        await using var owner = await broker.ConnectAsync("judge");

        await SendAsync("judge-episode", new JsonObject { ["episodeId"] = "no id" });
        await SendAsync("judge-episode", CompletedEpisode.Of(run));

        Assert.Equal((string)CompletedEpisode.Of(run)["episodeId"]!, (string)(await TakeAsync(learner, Hears))["episodeId"]!);
        Assert.Equal("no id", (string)(await TakeAsync(owner, "judge-episode_error"))["episodeId"]!);
    }

    /// <summary>Waits for a message in a queue, which may yet have to be declared.</summary>
    private static async Task<JsonNode> TakeAsync(IConnection connection, string queue)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await connection.FindQueueAsync(queue, limit.Token) is not { MessageCount: > 0 })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }

        await using var channel = await connection.CreateChannelAsync();
        return JsonNode.Parse((await channel.BasicGetAsync(queue, autoAck: true))!.Body.Span)!["message"]!;
    }

    /// <summary>Puts an episode into a service's queue, as the operator does who sends it again.</summary>
    private async Task SendAsync(string queue, JsonNode episode)
    {
        await using var connection = await broker.ConnectAsync("operator");
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var envelope = new JsonObject
        {
            ["messageId"] = "66660000-0000-0000-0000-000000000000",
            ["messageType"] = new JsonArray("urn:message:Tarl.Contracts.Episodes:EpisodeCompleted"),
            ["message"] = episode,
        };
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", MessageId = (string)envelope["messageId"]! };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(envelope.ToJsonString()));
    }

    private async Task<JsonNode> DeadLetterAsync(string queue)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (await BusAsync("errors", queue) is [{ } letter])
            {
                return letter;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    private async Task<JsonArray> BusAsync(string command, string queue)
    {
        using var process = ServiceProcess.Command(broker.Url, User("operator"), "bus", command, "--queue", queue, "--json");
        return JsonNode.Parse((await process.EndAsync()).Succeeded().Errors)!.AsArray();
    }

    private static bool Answers(string user, string queue) => queue.Contains("-answers-", StringComparison.Ordinal) && user == "usersimulator";

    private ServiceProcess Start(string service, params (string Name, string Value)[] settings) =>
        ServiceProcess.Service(service, broker.Url, [.. User(service.ToLowerInvariant()), .. settings]);

    /// <summary>The service's own user, and the tokens of whom it serves or calls.</summary>
    private (string Name, string Value)[] Credentials(string service)
    {
        (string, string) sandbox = ("Sandbox__TokenFile", broker.SecretFile("sandbox-token"));
        (string, string) policyServer = ("PolicyServer__TokenFile", broker.SecretFile("policyserver-token"));
        return service switch
        {
            "Cli" => User("conductor"),
            "Sandbox" => [sandbox],
            "PolicyServer" => [.. User("policyserver"), ("Grpc__TokenFile", broker.SecretFile("policyserver-token"))],
            "RolloutWorker" or "Learner" => [.. User(service.ToLowerInvariant()), sandbox, policyServer],
            "Verifier" => [.. User("verifier"), sandbox],
            _ => User(service.ToLowerInvariant()),
        };
    }

    private (string Name, string Value)[] User(string name) =>
        [("Bus__Username", name), ("Bus__Password", ""), ("Bus__PasswordFile", broker.PasswordFile(name))];

    private static Task<bool> MayPublishAsync(IConnection connection, string exchange, string key = "") =>
        IsAllowedAsync(connection, async channel => await channel.BasicPublishAsync(exchange, key, ReadOnlyMemory<byte>.Empty));

    private static Task<bool> MayReadAsync(IConnection connection, string queue) => IsAllowedAsync(connection, channel => channel.BasicGetAsync(queue, autoAck: true));

    private static Task<bool> MayListenAsync(IConnection connection, string queue, string exchange) =>
        IsAllowedAsync(connection, channel => channel.QueueBindAsync(queue, exchange, ""));

    /// <summary>Whether the broker lets it pass: it looks at permissions before it looks whether there is such a queue or exchange.</summary>
    private static async Task<bool> IsAllowedAsync(IConnection connection, Func<IChannel, Task> act)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        try
        {
            await act(channel);
            return true;
        }
        catch (OperationInterruptedException failure) when (failure.ShutdownReason?.ReplyCode is Constants.NotFound or Constants.AccessRefused)
        {
            return failure.ShutdownReason.ReplyCode == Constants.NotFound;
        }
    }
}
