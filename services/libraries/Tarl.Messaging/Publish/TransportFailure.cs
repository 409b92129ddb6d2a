using MassTransit;
using Polly.Timeout;
using RabbitMQ.Client.Exceptions;

namespace Tarl.Messaging.Publish;

/// <summary>Tells a connection's failure, which passes, from a message's.</summary>
internal static class TransportFailure
{
    /// <summary>A cancellation counts: the transport cancels what is under way when it goes. Whoever retries stops if the caller has cancelled.</summary>
    public static bool Is(Exception failure) =>
        failure is OperationCanceledException or ConnectionException or TransportException or MessageReturnedException or RequestTimeoutException or TimeoutRejectedException or RabbitMQClientException or IOException
        || (failure is RequestException { InnerException: { } cause } && Is(cause));
}
