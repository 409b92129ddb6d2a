using System.Collections.Concurrent;
using MassTransit;

namespace Tarl.Messaging.Watch;

/// <summary>
/// The endpoints of this process; they can be started again one by one. The one for replies consumes only once something has been asked: until it has been
/// seen to, or has failed to, nobody is missed at its queue.
/// </summary>
internal sealed class ReceiveEndpoints : IReceiveEndpointObserver
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, IReceiveEndpoint> _endpoints = new(StringComparer.Ordinal);

    /// <summary>True: has been consumed from. False: has only failed to be, as while the broker was away, which starting it anew makes good.</summary>
    private readonly ConcurrentDictionary<string, bool> _inUse = new(StringComparer.Ordinal);

    /// <summary>Their queues.</summary>
    public IReadOnlyCollection<string> Queues => [.. _endpoints.Keys];

    /// <summary>Whether somebody has consumed, or has tried to, from a queue.</summary>
    public bool IsInUse(string queue) => _inUse.ContainsKey(queue);

    public void SetConsumed(string queue) => _inUse[queue] = true;

    /// <summary>Stops what is left of an endpoint and starts it anew.</summary>
    /// <exception cref="Exception">It does not stop; trying again later may help.</exception>
    public async Task RestartAsync(string queue, CancellationToken cancellationToken)
    {
        if (_endpoints.TryGetValue(queue, out var endpoint))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StopTimeout);
            await endpoint.Stop(limit.Token);
            _inUse.TryRemove(new(queue, false));
            endpoint.Start(CancellationToken.None);
        }
    }

    public Task Ready(ReceiveEndpointReady ready)
    {
        _endpoints[QueueOf(ready.InputAddress)] = ready.ReceiveEndpoint;
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        _inUse.TryAdd(QueueOf(faulted.InputAddress), false);
        return Task.CompletedTask;
    }

    private static string QueueOf(Uri address) => address.Segments[^1];
}
