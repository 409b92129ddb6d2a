using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Tarl.Messaging.Watch;

namespace Tarl.EndToEnd.Tests.Bus;

[Collection(nameof(RabbitMq))]
public sealed class OthersQueuesTests(RabbitMq rabbit)
{
    private readonly ConcurrentQueue<string> _said = [];
    private readonly string _url = rabbit.TakeUrl();

    [RabbitMqFact]
    public async Task Wait_QueuesThatNobodyHasMade_SaysSoOnceAndEndsWhenAllAreConsumedFrom()
    {
        await using var consumed = await ConsumeAsync("there");
        var waiting = WaitAsync(TimeProvider.System, "there", "later", "last");
        await using var later = await ConsumeAsync("later");
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        Assert.False(waiting.IsCompleted);
        await using var last = await ConsumeAsync("last");
        await waiting;

        var said = Assert.Single(_said);
        Assert.StartsWith("Waiting for services that have never been started on rabbitmq://127.0.0.1:", said);
        Assert.Contains(" last", said);
        Assert.DoesNotContain("there", said);
    }

    [RabbitMqFact]
    public async Task Wait_ServiceAway_GoesOnAndSaysWhereMessagesWait()
    {
        await Queues.DeclareAsync(_url, "deserted");
        await using var consumed = await ConsumeAsync("there");

        await WaitAsync(new Hurry(), "there", "deserted");

        Assert.Equal(["Nobody consumes from the queue deserted; what it is sent waits there."], _said);
    }

    private Task WaitAsync(TimeProvider time, params string[] queues) =>
        new OthersQueues(RabbitMq.BrokerAt(_url), _said.Enqueue, time).WaitAsync(queues, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

    private async Task<IAsyncDisposable> ConsumeAsync(string queue)
    {
        await Queues.DeclareAsync(_url, queue);
        var connection = await RabbitMq.ConnectAsync(_url);
        var channel = await connection.CreateChannelAsync();
        await channel.BasicConsumeAsync(queue, autoAck: true, new AsyncEventingBasicConsumer(channel));
        return connection;
    }

    /// <summary>Every pause is over at once.</summary>
    private sealed class Hurry : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
