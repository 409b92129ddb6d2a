using RabbitMQ.Client;
using Tarl.Messaging.Connect;

namespace Tarl.Messaging.DiscardLeftovers;

public static class Leftovers
{
    /// <summary>
    /// Throws away what an earlier process has left in queues that nobody consumes from now. To be called once, before the bus starts: MassTransit's own
    /// purging on start also happens when it reconnects after an outage, and takes the run's messages.
    /// </summary>
    public static async Task DiscardAsync(Broker broker, IEnumerable<string> queues, CancellationToken cancellationToken)
    {
        await using var connection = await broker.ConnectAsync("tarl discard", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var queue in queues)
        {
            if (await connection.FindQueueAsync(queue, cancellationToken) is { ConsumerCount: 0, MessageCount: > 0 })
            {
                await channel.QueuePurgeAsync(queue, cancellationToken);
            }
        }
    }
}
