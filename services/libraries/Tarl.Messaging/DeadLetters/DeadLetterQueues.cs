using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tarl.Messaging.Connect;

namespace Tarl.Messaging.DeadLetters;

/// <summary>Looks into error queues and empties them. A message that is sent again is never out of a queue before it is in another.</summary>
public sealed class DeadLetterQueues(IConnection connection)
{
    private const string ErrorSuffix = "_error";
    private const string SkippedSuffix = "_skipped";

    /// <summary>The queues in which a service's queue leaves what it gives up.</summary>
    public static IReadOnlyList<string> Of(string queue) =>
        SourceOf(queue) is null ? [queue + ErrorSuffix, queue + SkippedSuffix] : [queue];

    /// <summary>What lies in a queue, oldest first; nothing if there is no such queue. Everything stays where it is.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(string queue, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        await VisitAsync(
            queue,
            (_, message) =>
            {
                letters.Add(DeadLetterReader.Read(queue, message.BasicProperties, message.Body));
                return Task.FromResult(false);
            },
            cancellationToken);
        return letters;
    }

    /// <summary>Sends messages to the queue that they were consumed from, and to no other consumer of the same event.</summary>
    /// <returns>Those that were sent again.</returns>
    /// <exception cref="InvalidDataException">The queue that they came from does not exist; the messages stay where they are.</exception>
    public async Task<IReadOnlyList<DeadLetter>> SendAgainAsync(string queue, Func<DeadLetter, bool> isMeant, CancellationToken cancellationToken)
    {
        var target = SourceOf(queue) ?? throw new ArgumentException($"{queue} is no error queue.", nameof(queue));
        var sent = new List<DeadLetter>();
        await VisitAsync(
            queue,
            async (channel, message) =>
            {
                var letter = DeadLetterReader.Read(queue, message.BasicProperties, message.Body);
                if (!isMeant(letter))
                {
                    return false;
                }

                await SendAsync(channel, target, message, cancellationToken);
                sent.Add(letter);
                return true;
            },
            cancellationToken);
        return sent;
    }

    /// <summary>Takes messages out of a queue for good.</summary>
    /// <returns>Those that were taken; nothing if there is no such queue.</returns>
    public async Task<IReadOnlyList<DeadLetter>> TakeAsync(string queue, Func<DeadLetter, bool> isMeant, CancellationToken cancellationToken)
    {
        var taken = new List<DeadLetter>();
        await VisitAsync(
            queue,
            (_, message) =>
            {
                var letter = DeadLetterReader.Read(queue, message.BasicProperties, message.Body);
                if (!isMeant(letter)) return Task.FromResult(false);
                taken.Add(letter);
                return Task.FromResult(true);
            },
            cancellationToken);
        return taken;
    }

    /// <summary>Hands every message to a visitor; takes those from the queue for which it returns true, and lets go of the others at the end.</summary>
    private async Task VisitAsync(string queue, Func<IChannel, BasicGetResult, Task<bool>> visit, CancellationToken cancellationToken)
    {
        // Confirms: publishing returns when the broker has the message in a queue, and throws if it has not.
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        if (await connection.FindQueueAsync(queue, cancellationToken) is not { MessageCount: var count })
        {
            return;
        }

        try
        {
            // Not more than there were: what is sent again may fail again and come back meanwhile.
            for (; count > 0 && await channel.BasicGetAsync(queue, autoAck: false, cancellationToken) is { } message; count--)
            {
                if (await visit(channel, message))
                {
                    await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
                }
            }
        }
        finally
        {
            // What was not acknowledged goes back to the queue, as it also does if this process ends before.
            await channel.CloseAsync(CancellationToken.None);
        }
    }

    private static async Task SendAsync(IChannel channel, string target, BasicGetResult message, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties(message.BasicProperties)
        {
            Headers = message.BasicProperties.Headers?.Where(header => !IsAboutFailure(header.Key)).ToDictionary() ?? [],
        };
        properties.Headers[DeadLetterReader.SentAgainHeader] = DeadLetterReader.TimesSentAgain(message.BasicProperties) + 1;
        try
        {
            await channel.BasicPublishAsync(exchange: "", target, mandatory: true, properties, message.Body, cancellationToken);
        }
        catch (PublishException returned) when (returned.IsReturn)
        {
            throw new InvalidDataException($"There is no queue {target} to send the messages of {target}{ErrorSuffix} to; they stay where they are.", returned);
        }
    }

    private static bool IsAboutFailure(string header) =>
        header.StartsWith("MT-Fault-", StringComparison.Ordinal) || header is "MT-Reason" or "x-delivery-count";

    private static string? SourceOf(string queue) =>
        queue.EndsWith(ErrorSuffix, StringComparison.Ordinal) ? queue[..^ErrorSuffix.Length]
        : queue.EndsWith(SkippedSuffix, StringComparison.Ordinal) ? queue[..^SkippedSuffix.Length]
        : null;
}
