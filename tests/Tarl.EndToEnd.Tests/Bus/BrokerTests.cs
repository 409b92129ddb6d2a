using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tarl.Messaging.Connect;
using Broker = Tarl.Messaging.Connect.Broker;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>What services say to a broker that refuses them, is away, or has forgotten them.</summary>
[Collection(nameof(RabbitMq))]
public sealed class BrokerTests(RabbitMq rabbit)
{
    private const string Orders = "tarl-rollout-worker-run-episode-request-rollout";
    private const string Verdicts = "verify-episode";
    private const string Judgements = "judge-episode";

    [RabbitMqFact]
    public async Task Train_WrongPassword_IsRefusedWithoutShowingIt()
    {
        using var folder = new Folder();
        var url = rabbit.TakeUrl();
        using var train = ServiceProcess.Command(
            url, [("Bus__Username", ""), ("Bus__Password", "")], "train", "--quick", "--run", folder.In("run"), "--bus", url.Replace("://", "://tarl:wrong-sesame@", StringComparison.Ordinal));

        var result = await train.EndAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"tarl: The broker {url} refuses user 'tarl': name or password is wrong.", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", result.Errors, StringComparison.Ordinal);
    }

    [RabbitMqFact]
    public async Task Service_WrongPassword_EndsWithAFailureWithoutShowingIt()
    {
        using var judge = ServiceProcess.Service("Judge", rabbit.TakeUrl(), ("Bus__Password", "wrong-sesame"));

        var result = await judge.EndAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("refuses user 'tarl': name or password is wrong.", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", result.Errors, StringComparison.Ordinal);
    }

    [RabbitMqFact]
    public async Task Service_BrokerAbsentAtStart_WaitsAliveAndNotReady()
    {
        // Nobody listens on port 1.
        using var judge = ServiceProcess.Service("Judge", "rabbitmq://127.0.0.1:1/");

        await judge.SaysAsync("The broker rabbitmq://127.0.0.1:1/ does not answer (Connection refused); waiting for it.");
        Assert.Equal((200, 503), (await judge.ProbeAsync("live"), await judge.ProbeAsync("ready")));
    }

    [RabbitMqFact]
    public async Task Command_BrokerAbsentAtStart_WaitsAndSaysSo()
    {
        using var folder = new Folder();
        using var train = ServiceProcess.Command("rabbitmq://127.0.0.1:1/", [], "train", "--quick", "--run", folder.In("run"));

        await train.SaysAsync("The broker rabbitmq://127.0.0.1:1/ does not answer (Connection refused); waiting for it.");
    }

    [RabbitMqFact]
    public async Task Service_EndpointThatStopped_IsStartedAnew()
    {
        var url = rabbit.TakeUrl();
        using var deaf = ServiceProcess.Worker(
            url, "/nowhere", ("Test__Deaf", "true"), ("Bus__WatchInterval", "00:00:00.2"), ("Bus__EndpointRestartAfter", "00:00:01"));

        await deaf.SaysAsync($"Nobody consumes from the queue {Orders} although the broker answers; its endpoint is started anew.");
        await Queues.AreConsumedAsync(url, Orders);
        deaf.Terminate();
        Assert.Equal(0, (await deaf.EndAsync()).ExitCode);
    }

    [RabbitMqFact]
    public async Task Service_EndpointThatStaysStopped_EndsWithAFailure()
    {
        var url = rabbit.TakeUrl();
        using var deaf = ServiceProcess.Worker(
            url, "/nowhere", ("Test__Deaf", "true"), ("Bus__WatchInterval", "00:00:00.2"), ("Bus__EndpointRestartAfter", "01:00:00"), ("Bus__UnconsumedTimeout", "00:00:02"));

        var result = await deaf.EndAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("although the broker answers; only a new process cures that.", result.Errors, StringComparison.Ordinal);
    }

    [RabbitMqFact]
    public async Task Service_StoodStillWithAnEndpointStopped_HasItsTimeAfterwards()
    {
        using var deaf = ServiceProcess.Worker(
            rabbit.TakeUrl(), "/nowhere", ("Test__Deaf", "true"), ("Bus__WatchInterval", "00:00:00.5"), ("Bus__EndpointRestartAfter", "01:00:00"), ("Bus__UnconsumedTimeout", "00:00:04"));
        Assert.Equal(200, await deaf.ProbeAsync("live"));
        await Task.Delay(TimeSpan.FromSeconds(1));

        // Longer than it takes to give up.
        deaf.Pause();
        await Task.Delay(TimeSpan.FromSeconds(5));
        deaf.Continue();
        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.Equal(200, await deaf.ProbeAsync("live"));
        Assert.Contains("only a new process cures that.", (await deaf.EndAsync()).Errors, StringComparison.Ordinal);
    }

    [RabbitMqFact]
    public async Task Service_NeverAsksAnything_DoesNotMissItsRepliesQueue()
    {
        using var judge = ServiceProcess.Service(
            "Judge", rabbit.TakeUrl(), ("Bus__WatchInterval", "00:00:00.2"), ("Bus__EndpointRestartAfter", "00:00:01"), ("Bus__UnconsumedTimeout", "00:00:02"));
        await judge.ProbesAsync("ready", 200);

        // Twice as long as it takes to give up.
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.Equal(200, await judge.ProbeAsync("ready"));
        judge.Terminate();
        var result = await judge.EndAsync();
        Assert.DoesNotContain("Nobody", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [RabbitMqFact]
    public async Task Service_StartedBeforeItsBroker_DoesNotMissItsRepliesQueue()
    {
        var url = rabbit.TakeUrl();
        await rabbit.StopAsync();
        using var worker = ServiceProcess.Worker(
            url, "/nowhere", ("Bus__WatchInterval", "00:00:00.2"), ("Bus__EndpointRestartAfter", "00:00:08"), ("Bus__UnconsumedTimeout", "00:00:20"));
        await worker.SaysAsync("; waiting for it");
        await Task.Delay(TimeSpan.FromSeconds(2));
        await rabbit.StartAsync();
        await worker.ProbesAsync("ready", 200);

        // Longer than it takes to give up.
        await Task.Delay(TimeSpan.FromSeconds(22));
        Assert.Equal(200, await worker.ProbeAsync("ready"));
        worker.Terminate();
        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
    }

    [RabbitMqFact]
    public async Task Queues_Declared_AreQuorumQueuesThatDropNothing()
    {
        var url = rabbit.TakeUrl();
        using var judge = ServiceProcess.Service("Judge", url);
        await judge.ProbesAsync("ready", 200);

        // A broker refuses to declare a queue that exists with other arguments.
        await DeclareAsync(url, Judgements, new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 1_000_000 });
        var refused = await Assert.ThrowsAsync<OperationInterruptedException>(
            () => DeclareAsync(url, Judgements, new() { ["x-queue-type"] = "classic" }));
        Assert.Equal(Constants.PreconditionFailed, refused.ShutdownReason!.ReplyCode);
        await Assert.ThrowsAsync<OperationInterruptedException>(() => DeclareAsync(url, Judgements, new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 20 }));
        Assert.Equal(0u, await Queues.CountAsync(url, Verdicts));
    }

    [RabbitMqFact]
    public async Task Connect_TlsByAnAuthorityThatIsTrusted_IsAccepted()
    {
        var trusting = Options(new BusTlsOptions { CaFile = rabbit.CaFile });
        await using var connection = await new Broker(trusting).ConnectAsync("test", CancellationToken.None);
        Assert.True(connection.IsOpen);
    }

    [RabbitMqFact]
    public async Task Connect_TlsByAnUnknownAuthorityOrForAnotherName_IsNotAccepted()
    {
        foreach (var tls in (BusTlsOptions[])[new(), new() { CaFile = rabbit.CaFile, ServerName = "broker.example" }])
        {
            await Assert.ThrowsAsync<BrokerAwayException>(() => new Broker(Options(tls)).ConnectAsync("test", CancellationToken.None));
        }
    }

    private BusOptions Options(BusTlsOptions tls) =>
        new() { Url = rabbit.TlsUrl, Username = RabbitMq.Username, Password = RabbitMq.Password, Tls = tls };

    private static async Task DeclareAsync(string url, string queue, Dictionary<string, object?> arguments)
    {
        await using var connection = await RabbitMq.ConnectAsync(url);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
    }
}
