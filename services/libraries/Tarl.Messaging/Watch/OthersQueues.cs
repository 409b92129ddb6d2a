using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tarl.Messaging.Connect;
using Tarl.Messaging.Publish;

namespace Tarl.Messaging.Watch;

/// <summary>
/// Waits for the queues of services in other processes. A service makes its queues when it is started on a broker for the first time; what is published before never
/// reaches them, although the broker takes it as soon as any other queue is bound. So whoever begins a run waits until all are there.
/// </summary>
/// <param name="say">Is told, once, what is missing; and of which queue nobody consumes.</param>
public sealed class OthersQueues(Broker broker, Action<string> say, TimeProvider time)
{
    private static readonly TimeSpan PauseBetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A queue is bound after it is made and before it is consumed from. One without consumers for so long has been bound earlier: its service is away, and messages wait for it.
    /// </summary>
    private static readonly TimeSpan NewFor = TimeSpan.FromSeconds(10);

    private readonly UnconsumedQueues _unconsumed = new(PauseBetweenLooks);

    /// <summary>Waits until each queue takes what is published for it.</summary>
    /// <exception cref="BrokerRefusedException">The broker answers and refuses.</exception>
    /// <exception cref="OperationInterruptedException">The user may not look at a queue.</exception>
    public async Task WaitAsync(IEnumerable<string> queues, CancellationToken cancellationToken)
    {
        var waitedFor = queues.ToHashSet(StringComparer.Ordinal);
        var said = false;
        while (true)
        {
            var missing = await LookAsync(waitedFor, cancellationToken);
            if (waitedFor.Count == 0)
            {
                return;
            }

            if (missing.Count > 0 && !said)
            {
                said = true;
                say($"Waiting for services that have never been started on {broker.Address}; missing are their queues {string.Join(", ", missing)}.");
            }

            await Task.Delay(PauseBetweenLooks, time, cancellationToken);
        }
    }

    /// <summary>Takes out the queues that are there.</summary>
    /// <returns>Those that nobody has made yet.</returns>
    private async Task<IReadOnlyList<string>> LookAsync(HashSet<string> waitedFor, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        await broker.WaitAsync(say, time, cancellationToken);
        try
        {
            await using var connection = await broker.ConnectAsync("tarl wait for services", cancellationToken);
            foreach (var queue in waitedFor.Order(StringComparer.Ordinal).ToArray())
            {
                if (await connection.FindQueueAsync(queue, cancellationToken) is not { } found)
                {
                    _unconsumed.Forget(queue);
                    missing.Add(queue);
                }
                else if (Takes(found))
                {
                    waitedFor.Remove(queue);
                }
            }
        }
        catch (Exception gone) when (!cancellationToken.IsCancellationRequested && Passes(gone))
        {
            _unconsumed.Forget();
        }

        return missing;
    }

    private static bool Passes(Exception failure) =>
        failure is not OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused }
        && (failure is BrokerAwayException || TransportFailure.Is(failure));

    private bool Takes(QueueDeclareOk queue)
    {
        var without = _unconsumed.Observe(queue.QueueName, queue.ConsumerCount);
        if (queue.ConsumerCount == 0 && without >= NewFor)
        {
            say($"Nobody consumes from the queue {queue.QueueName}; what it is sent waits there.");
        }

        return queue.ConsumerCount > 0 || without >= NewFor;
    }
}
