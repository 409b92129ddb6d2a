using System.Collections.Concurrent;
using MassTransit;

namespace Tarl.Messaging.Watch;

/// <summary>The queues that this process consumes from, and what all of them have in common.</summary>
public sealed class ReceiveQueues
{
    /// <summary>
    /// Deliveries of a message that are not acknowledged before a quorum queue drops it. RabbitMQ 4 would do so after 20; here no message is ever
    /// dropped, and one that cannot be consumed goes to the error queue.
    /// </summary>
    private const int DeliveryLimit = 1_000_000;

    private readonly ConcurrentDictionary<string, bool> _queues = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => [.. _queues.Keys.Order(StringComparer.Ordinal)];

    internal void Add(string queue, IReceiveEndpointConfigurator endpoint)
    {
        _queues.TryAdd(queue, true);
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            rabbit.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        }
    }
}
