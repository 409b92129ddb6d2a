using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Tarl.Cli.Conform.Messages;
using Tarl.Messaging.Connect;
using Tarl.Messaging.DeadLetters;

namespace Tarl.Cli.Conform;

/// <summary>
/// A service, met with nothing but AMQP: messages go to its queues and to no other, what it publishes or answers comes to a queue that ends with this
/// connection. What is sent expires, and what the service gave up of it is taken out of its error queue again.
/// </summary>
internal sealed class ServiceOnBus : IAsyncDisposable
{
    private static readonly TimeSpan PauseBetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly BrokerAddress _address;
    private readonly TimeSpan _patience;
    private readonly string _answers;
    private readonly string _sentTime;
    private readonly HashSet<string> _sent = [];
    private readonly HashSet<string> _queues = [];
    private readonly HashSet<string> _deserted = [];

    private ServiceOnBus(IConnection connection, IChannel channel, BrokerAddress address, TimeSpan patience, string answers, string sentTime) =>
        (_connection, _channel, _address, _patience, _answers, _sentTime, Replies) = (connection, channel, address, patience, answers, sentTime, new ReplyInbox(patience));

    /// <summary>What the service has published or answered.</summary>
    public ReplyInbox Replies { get; }

    /// <param name="publishes">A message to hear; null for answers alone.</param>
    /// <param name="patience">How long whatever must come may take.</param>
    public static async Task<ServiceOnBus> ListenAsync(
        IConnection connection, BrokerAddress address, Type? publishes, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        // Confirms: publishing returns when the broker has the message in a queue, and throws if there is none.
        var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);

        // Named like a worker's, for the user simulator's broker user may answer into these and no others.
        var answers = $"Tarl.RolloutWorker-answers-conform-{NewId.NextGuid():N}";
        await channel.ExchangeDeclareAsync(answers, ExchangeType.Fanout, durable: false, autoDelete: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(answers, durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(answers, answers, "", cancellationToken: cancellationToken);
        if (publishes is not null)
        {
            var exchange = MessageName.Exchange(publishes);
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(answers, exchange, "", cancellationToken: cancellationToken);
        }

        var sentTime = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var service = new ServiceOnBus(connection, channel, address, patience, answers, sentTime);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            service.Replies.Add(delivery.Body);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(answers, autoAck: true, consumer, cancellationToken);
        return service;
    }

    /// <summary>Waits until somebody consumes from a queue.</summary>
    /// <exception cref="NonconformityException">Nobody does.</exception>
    public async Task EnsureConsumedAsync(string queue, CancellationToken cancellationToken)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(PauseBetweenLooks, cancellationToken))
        {
            var found = await _connection.FindQueueAsync(queue, cancellationToken);
            if (found is { ConsumerCount: > 0 })
            {
                _deserted.Remove(queue);
                return;
            }

            // What has been waited for in vain once is not waited for again.
            if (_deserted.Contains(queue) || since.Elapsed > _patience)
            {
                _deserted.Add(queue);
                throw new NonconformityException(found is null ? $"there is no queue {queue}" : $"nobody consumes from {queue} any more");
            }
        }
    }

    /// <summary>Sends a message in a whole envelope.</summary>
    public Task<Guid> SendAsync<T>(string queue, T message, CancellationToken cancellationToken) =>
        SendEnvelopeAsync(queue, Envelope(queue, typeof(T), Messages.Envelope.Body(message)), cancellationToken);

    /// <summary>A whole envelope, to be changed before it is sent.</summary>
    public JsonObject Envelope(string queue, Type type, JsonNode message) =>
        Messages.Envelope.Of(type, message, NewId.NextGuid(), $"{_address}/{_answers}?temporary=true", $"{_address}/{queue}", _sentTime);

    /// <summary>The same as a question, which is answered here.</summary>
    public JsonObject Question(string queue, Type type, JsonNode message, Guid requestId)
    {
        var envelope = Envelope(queue, type, message);
        envelope["requestId"] = requestId.ToString();
        envelope["responseAddress"] = (string?)envelope["sourceAddress"];
        return envelope;
    }

    /// <returns>The id that the message can be found by in an error queue.</returns>
    public Task<Guid> SendEnvelopeAsync(string queue, JsonObject envelope, CancellationToken cancellationToken) =>
        SendBytesAsync(queue, Encoding.UTF8.GetBytes(envelope.ToJsonString()), cancellationToken);

    /// <inheritdoc cref="SendEnvelopeAsync"/>
    public async Task<Guid> SendBytesAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var id = NewId.NextGuid();
        _queues.Add(queue);
        _sent.Add(id.ToString());
        var properties = new BasicProperties
        {
            ContentType = Messages.Envelope.ContentType,
            MessageId = id.ToString(),
            Persistent = true,

            // Whatever becomes of the service, nothing of this is there for its successor.
            Expiration = _patience.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture),
            Headers = new Dictionary<string, object?>(),
        };
        try
        {
            await _channel.BasicPublishAsync(exchange: "", queue, mandatory: true, properties, body, cancellationToken);
        }
        catch (RabbitMQ.Client.Exceptions.PublishException returned) when (returned.IsReturn)
        {
            throw new NonconformityException($"there is no queue {queue}");
        }

        return id;
    }

    /// <summary>Waits until a message lies in an error queue, and takes it out.</summary>
    /// <exception cref="NonconformityException">It does not come there.</exception>
    public async Task TakeDeadLetterAsync(string queue, Guid id, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, uint>();
        for (var since = Stopwatch.StartNew(); since.Elapsed < _patience; await Task.Delay(PauseBetweenLooks, cancellationToken))
        {
            foreach (var errors in DeadLetterQueues.Of(queue))
            {
                // Only when something has come: to look into a queue hands its messages out and back, which counts as a delivery.
                var count = (await _connection.FindQueueAsync(errors, cancellationToken))?.MessageCount ?? 0;
                if (count > seen.GetValueOrDefault(errors) && (await TakeAsync(errors, letter => letter.Id == id.ToString(), cancellationToken)).Count > 0) return;
                seen[errors] = count;
            }
        }

        throw new NonconformityException($"nothing in {string.Join(" or ", DeadLetterQueues.Of(queue))} within {_patience.TotalSeconds:F0} s");
    }

    /// <summary>Takes what the service has given up of all this out of its error queues.</summary>
    public async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        foreach (var errors in _queues.SelectMany(DeadLetterQueues.Of))
        {
            await TakeAsync(errors, letter => _sent.Contains(letter.Id), cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private Task<IReadOnlyList<DeadLetter>> TakeAsync(string errors, Func<DeadLetter, bool> isMeant, CancellationToken cancellationToken) =>
        new DeadLetterQueues(_connection).TakeAsync(errors, isMeant, cancellationToken);
}
