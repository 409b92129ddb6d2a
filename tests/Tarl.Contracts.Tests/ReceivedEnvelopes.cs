using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MassTransit;

namespace Tarl.Contracts.Tests;

/// <summary>Keeps what comes to a bus, as it stands on the wire.</summary>
internal sealed class ReceivedEnvelopes : IReceiveObserver
{
    private readonly ConcurrentQueue<JsonNode> _envelopes = [];

    public IReadOnlyCollection<JsonNode> Envelopes => _envelopes;

    public Task PreReceive(ReceiveContext context)
    {
        _envelopes.Enqueue(JsonNode.Parse(context.GetBody())!);
        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
}
