using MassTransit;
using Polly;

namespace Tarl.Messaging.Publish;

/// <summary>
/// Publishing that outlives a broker's restart: each attempt waits for the broker's confirm, and is repeated if that does not come. So a message
/// may arrive twice, but is not lost.
/// </summary>
public static class ConfirmedPublishing
{
    /// <summary>More unconfirmed messages than this at once time out together when the broker goes.</summary>
    private const int MaxUnconfirmed = 64;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(15);

    private static readonly ResiliencePipeline Publishing =
        new ResiliencePipelineBuilder().AddTimeout(GiveUpAfter).AddRetry(TransportFailure.Retry).AddTimeout(AttemptTimeout).Build();

    /// <summary>Publishes an event, which nobody needs to hear.</summary>
    public static async Task PublishConfirmedAsync<T>(this IPublishEndpoint bus, T message, CancellationToken cancellationToken)
        where T : class =>
        await Publishing.ExecuteAsync(async attempt => await bus.Publish(message, message.GetType(), attempt), cancellationToken);

    /// <summary>Publishes events, a limited number of them at once.</summary>
    public static Task PublishAllConfirmedAsync<T>(this IPublishEndpoint bus, IEnumerable<T> messages, CancellationToken cancellationToken)
        where T : class =>
        ForEachAsync(messages, bus.PublishConfirmedAsync, cancellationToken);

    /// <summary>Publishes what must reach a queue: as long as there is none, because no consumer has ever been started, it counts as not sent.</summary>
    public static async Task PublishReceivedAsync<T>(this IPublishEndpoint bus, T message, CancellationToken cancellationToken)
        where T : class =>
        await Publishing.ExecuteAsync(
            async attempt => await bus.Publish(message, context => context.Mandatory = true, attempt), cancellationToken);

    /// <summary>Sends to one receiver what must reach its queue: as long as there is none, it counts as not sent.</summary>
    public static async Task SendReceivedAsync<T>(this ISendEndpoint endpoint, T message, CancellationToken cancellationToken)
        where T : class =>
        await Publishing.ExecuteAsync(
            async attempt => await endpoint.Send(message, Require, attempt), cancellationToken);

    /// <summary>Publishes messages that must all reach a queue, a limited number of them at once.</summary>
    public static Task PublishAllReceivedAsync<T>(this IPublishEndpoint bus, IEnumerable<T> messages, CancellationToken cancellationToken)
        where T : class =>
        ForEachAsync(messages, bus.PublishReceivedAsync, cancellationToken);

    private static void Require<T>(SendContext<T> context)
        where T : class
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var transport))
        {
            transport.Mandatory = true;
        }
    }

    private static Task ForEachAsync<T>(IEnumerable<T> messages, Func<T, CancellationToken, Task> publish, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            messages,
            new ParallelOptions { MaxDegreeOfParallelism = MaxUnconfirmed, CancellationToken = cancellationToken },
            async (message, token) => await publish(message, token));
}
