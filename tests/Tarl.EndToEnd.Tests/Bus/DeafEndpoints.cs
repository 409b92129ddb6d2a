using System.Collections.Concurrent;
using MassTransit;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>Stops every endpoint once, as soon as it consumes: as one that does not come back after an outage while the bus goes on.</summary>
internal sealed class DeafEndpoints : IReceiveEndpointObserver
{
    private readonly ConcurrentDictionary<Uri, bool> _stopped = [];

    public Task Ready(ReceiveEndpointReady ready)
    {
        if (_stopped.TryAdd(ready.InputAddress, true))
        {
            _ = ready.ReceiveEndpoint.Stop();
        }

        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
