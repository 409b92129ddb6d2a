using MassTransit;
using Tarl.Contracts.Curriculum;
using Tarl.Messaging.Publish;
using Tarl.ServiceDefaults.Telemetry.Traces;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>
/// Runs the episode that a <see cref="RequestRollout"/> orders and publishes how it went. The order is done when the broker has confirmed that, so
/// a worker that dies or is stopped hands its episodes back.
/// </summary>
public sealed class RequestRolloutConsumer(EpisodeRunner runner, EpisodesInFlight inFlight) : IConsumer<RequestRollout>
{
    public Task Consume(ConsumeContext<RequestRollout> context) =>
        inFlight.OnceAsync(context.Message.EpisodeId, () => RunAsync(context));

    private async Task RunAsync(ConsumeContext<RequestRollout> context)
    {
        using var trace = EpisodeTrace.Start("run episode", context.Message.EpisodeId);
        var completed = await runner.RunAsync(context.Message, context.CancellationToken);
        trace?.SetTag("tarl.stop_reason", completed.StopReason.ToString());
        await context.PublishReceivedAsync(completed, context.CancellationToken);
    }
}
