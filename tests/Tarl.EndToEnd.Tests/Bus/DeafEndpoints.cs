using MassTransit;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>Stops every endpoint as soon as it consumes, as one that never comes back after an outage while the bus goes on.</summary>
internal sealed class DeafEndpoints : IReceiveEndpointObserver
{
    public Task Ready(ReceiveEndpointReady ready)
    {
        _ = ready.ReceiveEndpoint.Stop();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
