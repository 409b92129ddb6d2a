using System.Diagnostics;
using RabbitMQ.Client;
using Tarl.Cli.Conform.Suites;
using Tarl.Messaging.Connect;

namespace Tarl.Cli.Conform;

/// <summary>Plays cases, one after the other.</summary>
internal sealed class ConformanceRun(IConnection connection, BrokerAddress address, TimeSpan patience, TimeProvider time)
{
    /// <param name="played">Told of each case when it has been played.</param>
    /// <exception cref="UserErrorException">There is no service, or others would be disturbed.</exception>
    public async Task<IReadOnlyList<CaseResult>> PlayAsync(
        IConformanceSuite suite, IEnumerable<ConformanceCase> cases, Action<CaseResult> played, CancellationToken cancellationToken)
    {
        await EnsureUndisturbedAsync(suite, cancellationToken);
        await using var service = await ServiceOnBus.ListenAsync(connection, address, suite.Publishes, patience, time, cancellationToken);
        await EnsureThereAsync(service, suite, cancellationToken);
        var results = new List<CaseResult>();
        try
        {
            foreach (var one in cases)
            {
                var result = await PlayAsync(service, suite, one, cancellationToken);
                results.Add(result);
                played(result);
            }
        }
        finally
        {
            await service.CleanUpAsync(CancellationToken.None);
        }

        return results;
    }

    private static async Task<CaseResult> PlayAsync(ServiceOnBus service, IConformanceSuite suite, ConformanceCase one, CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        string? came = null;
        try
        {
            service.Replies.Forget();
            foreach (var queue in suite.Queues)
            {
                await service.EnsureConsumedAsync(queue, cancellationToken);
            }

            await one.Play(service, cancellationToken);
        }
        catch (NonconformityException other)
        {
            came = other.Message;
        }

        return new CaseResult(one.Name, came is null, one.Expects, came, Math.Round(since.Elapsed.TotalSeconds, 3));
    }

    private static async Task EnsureThereAsync(ServiceOnBus service, IConformanceSuite suite, CancellationToken cancellationToken)
    {
        foreach (var queue in suite.Queues)
        {
            try
            {
                await service.EnsureConsumedAsync(queue, cancellationToken);
            }
            catch (NonconformityException missing)
            {
                throw new UserErrorException($"There is no service to play with: {missing.Message}. Start it on this broker and virtual host first.", missing);
            }
        }
    }

    private async Task EnsureUndisturbedAsync(IConformanceSuite suite, CancellationToken cancellationToken)
    {
        foreach (var queue in suite.Disturbed)
        {
            if (await connection.FindQueueAsync(queue, cancellationToken) is not null)
            {
                throw new UserErrorException(
                    $"The queue {queue} on {address} gets what the service publishes here, and its owner would act on it. Run the service and this on a virtual host of their own.");
            }
        }
    }
}
