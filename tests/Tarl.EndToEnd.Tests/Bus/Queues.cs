using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Tarl.Messaging.Connect;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>Queues, seen with nothing but AMQP.</summary>
internal static class Queues
{
    /// <summary>Waits until a queue has so many messages ready to be consumed.</summary>
    public static async Task HasAsync(string url, string queue, uint messages)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var connection = await RabbitMq.ConnectAsync(url);
        while (await CountAsync(connection, queue) != messages)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    /// <summary>Waits until somebody consumes from a queue.</summary>
    public static async Task AreConsumedAsync(string url, string queue)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var connection = await RabbitMq.ConnectAsync(url);
        while (await connection.FindQueueAsync(queue, limit.Token) is not { ConsumerCount: > 0 })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    /// <summary>Messages ready; 0 for a queue that does not exist.</summary>
    public static async Task<uint> CountAsync(string url, string queue)
    {
        await using var connection = await RabbitMq.ConnectAsync(url);
        return await CountAsync(connection, queue);
    }

    public static async Task DeclareAsync(string url, string queue)
    {
        await using var connection = await RabbitMq.ConnectAsync(url);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
    }

    /// <summary>Puts a message into a queue, enveloped as MassTransit does.</summary>
    public static async Task SendAsync(string url, string queue, string type, JsonNode message, string id)
    {
        await using var connection = await RabbitMq.ConnectAsync(url);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var envelope = new JsonObject
        {
            ["messageId"] = id,
            ["messageType"] = new JsonArray($"urn:message:{type}"),
            ["message"] = message,
        };
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", MessageId = id, Persistent = true };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(envelope.ToJsonString()));
    }

    private static async Task<uint> CountAsync(IConnection connection, string queue)
    {
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }
}
