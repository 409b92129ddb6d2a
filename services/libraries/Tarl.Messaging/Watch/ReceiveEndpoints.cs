using System.Collections.Concurrent;
using MassTransit;

namespace Tarl.Messaging.Watch;

/// <summary>The endpoints that this process has ever received from, the one for replies among them; they can be started again one by one.</summary>
internal sealed class ReceiveEndpoints : IReceiveEndpointObserver
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, IReceiveEndpoint> _endpoints = new(StringComparer.Ordinal);

    /// <summary>Their queues.</summary>
    public IReadOnlyCollection<string> Queues => [.. _endpoints.Keys];

    /// <summary>Stops what is left of an endpoint and starts it anew.</summary>
    /// <exception cref="Exception">It does not stop; trying again later may help.</exception>
    public async Task RestartAsync(string queue, CancellationToken cancellationToken)
    {
        if (_endpoints.TryGetValue(queue, out var endpoint))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StopTimeout);
            await endpoint.Stop(limit.Token);
            endpoint.Start(CancellationToken.None);
        }
    }

    public Task Ready(ReceiveEndpointReady ready)
    {
        _endpoints[ready.InputAddress.Segments[^1]] = ready.ReceiveEndpoint;
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
