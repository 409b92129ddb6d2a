using MassTransit;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using RabbitMQ.Client.Exceptions;

namespace Tarl.Messaging.Publish;

/// <summary>Tells a connection's failure, which passes, from a message's.</summary>
internal static class TransportFailure
{
    /// <summary>As often as the transport fails, with growing pauses.</summary>
    public static RetryStrategyOptions Retry { get; } = new()
    {
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } failure && Is(failure)),
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(100),
        MaxDelay = TimeSpan.FromSeconds(3),
    };

    /// <summary>A cancellation counts: the transport cancels what is under way when it goes. Whoever retries stops if the caller has cancelled.</summary>
    public static bool Is(Exception failure) =>
        failure is OperationCanceledException or ConnectionException or TransportException or MessageReturnedException or RequestTimeoutException or TimeoutRejectedException or RabbitMQClientException or IOException
        || (failure is RequestException { InnerException: { } cause } && Is(cause));
}
