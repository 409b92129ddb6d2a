using System.Collections.Concurrent;
using MassTransit;

namespace Tarl.Benchmarks.Bus;

/// <summary>Counts what is consumed, with its size in its envelope.</summary>
internal sealed class ReceivedMessages : IReceiveObserver
{
    private readonly ConcurrentDictionary<string, (long Count, long Bytes)> _received = new();

    public void Clear() => _received.Clear();

    /// <summary>By type of message: how many, and their bytes.</summary>
    public IEnumerable<(string Type, long Count, long Bytes)> ByType() =>
        _received.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value.Count, pair.Value.Bytes));

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
    {
        var bytes = context.ReceiveContext.Body.Length ?? 0;
        _received.AddOrUpdate(typeof(T).Name, (1, bytes), (_, sum) => (sum.Count + 1, sum.Bytes + bytes));
        return Task.CompletedTask;
    }

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
}
