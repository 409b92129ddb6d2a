using MassTransit;
using Tarl.Contracts.Curriculum;
using Tarl.Messaging.Publish;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>
/// Runs the episode that a <see cref="RequestRollout"/> orders and publishes how it went. The order is done when the broker has confirmed that, so
/// a worker that dies or is stopped hands its episodes back.
/// </summary>
public sealed class RequestRolloutConsumer(EpisodeRunner runner, EpisodesInFlight inFlight) : IConsumer<RequestRollout>
{
    public Task Consume(ConsumeContext<RequestRollout> context) =>
        inFlight.OnceAsync(context.Message.EpisodeId, async () =>
            await context.PublishReceivedAsync(await runner.RunAsync(context.Message, context.CancellationToken), context.CancellationToken));
}
