using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>Listens, with nothing but AMQP, to what is published.</summary>
internal sealed class Tap : IAsyncDisposable
{
    /// <summary>Only guards against a message that never comes.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _queue;
    private readonly BlockingCollection<JsonNode> _messages = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Tap(IConnection connection, IChannel channel, string queue) => (_connection, _channel, _queue) = (connection, channel, queue);

    /// <param name="exchange">A message's type as MassTransit names its exchange: <c>Tarl.Contracts.Episodes:EpisodeCompleted</c>.</param>
    /// <param name="repeat">Publish every message once more, as a publisher does that has not heard the broker's confirm.</param>
    public static async Task<Tap> OnAsync(string url, string exchange, bool repeat = false)
    {
        const string Repeated = "Test-Repeated";
        var connection = await RabbitMq.ConnectAsync(url);
        var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, exchange, "");
        var tap = new Tap(connection, channel, queue.QueueName);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            if (message.Exchange.Length == 0)
            {
                tap._drained.SetResult();
                return;
            }

            if (message.BasicProperties.Headers?.ContainsKey(Repeated) == true)
            {
                return;
            }

            tap._messages.Add(JsonNode.Parse(message.Body.Span)!["message"]!);
            if (repeat)
            {
                var properties = new BasicProperties(message.BasicProperties);
                properties.Headers = new Dictionary<string, object?>(properties.Headers!) { [Repeated] = true };
                await channel.BasicPublishAsync(exchange, "", false, properties, message.Body);
            }
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return tap;
    }

    /// <summary>How many were published up to now: a message of its own goes through the queue and marks the end of what was before it.</summary>
    public async Task<int> CountAsync() => (await AllAsync()).Count;

    /// <summary>What was published up to now and not taken, as <see cref="CountAsync"/> counts it.</summary>
    public async Task<IReadOnlyCollection<JsonNode>> AllAsync()
    {
        await _channel.BasicPublishAsync("", _queue, ReadOnlyMemory<byte>.Empty);
        await _drained.Task.WaitAsync(Timeout);
        return [.. _messages];
    }

    public JsonNode Next() =>
        _messages.TryTake(out var message, Timeout) ? message : throw new TimeoutException("The message has not come.");

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        _messages.Dispose();
    }
}
