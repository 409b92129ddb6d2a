using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Tarl.Messaging.Connect;

public static class QueueInspection
{
    /// <summary>
    /// A queue's messages and consumers; null if there is no such queue. A queue for replies belongs to one connection alone and lives as long as its
    /// consumer, so the broker's refusal to tell of it says that it is consumed from.
    /// </summary>
    public static async Task<QueueDeclareOk?> FindQueueAsync(this IConnection connection, string queue, CancellationToken cancellationToken)
    {
        // In a channel of its own, for asking after a queue that does not exist closes it.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
        catch (OperationInterruptedException locked) when (locked.ShutdownReason?.ReplyCode == Constants.ResourceLocked)
        {
            return new QueueDeclareOk(queue, messageCount: 0, consumerCount: 1);
        }
    }
}
