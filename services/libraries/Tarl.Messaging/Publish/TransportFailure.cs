using MassTransit;
using Polly.Timeout;
using RabbitMQ.Client.Exceptions;

namespace Tarl.Messaging.Publish;

/// <summary>Tells a connection's failure, which passes, from a message's.</summary>
internal static class TransportFailure
{
    public static bool Is(Exception failure) =>
        failure is ConnectionException or TransportException or MessageReturnedException or RequestTimeoutException or TimeoutRejectedException or RabbitMQClientException or IOException
        || (failure is RequestException { InnerException: { } cause } && Is(cause));
}
