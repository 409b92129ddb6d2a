using MassTransit;

namespace Tarl.Messaging.Watch;

public static class EndpointExpiry
{
    /// <summary>
    /// Lets the broker delete the queue once nobody has consumed from it for a while: for queues that belong to one process, which may never come back.
    /// Without a broker nothing outlives the process anyway.
    /// </summary>
    public static void ExpireUnused(this IReceiveEndpointConfigurator endpoint, TimeSpan after)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.QueueExpiration = after;
        }
    }
}
