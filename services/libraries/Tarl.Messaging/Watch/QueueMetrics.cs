using System.Diagnostics.Metrics;

namespace Tarl.Messaging.Watch;

/// <summary>What the broker says of this process's queues.</summary>
internal static class QueueMetrics
{
    private static readonly Meter Meter = new("Tarl.Messaging");

    private static readonly Gauge<long> Messages = Meter.CreateGauge<long>("tarl.queue.messages", "{message}", "Messages that wait in a queue, those handed out not counted");

    private static readonly Gauge<long> Consumers = Meter.CreateGauge<long>("tarl.queue.consumers", "{consumer}", "Consumers of a queue, in all processes");

    public static void Observed(string queue, uint messages, uint consumers)
    {
        var label = new KeyValuePair<string, object?>("queue", queue);
        Messages.Record(messages, label);
        Consumers.Record(consumers, label);
    }
}
