using MassTransit;
using Tarl.Contracts.Curriculum;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>Runs the episode that a <see cref="RequestRollout"/> orders and publishes how it went.</summary>
public sealed class RequestRolloutConsumer(EpisodeRunner runner) : IConsumer<RequestRollout>
{
    public async Task Consume(ConsumeContext<RequestRollout> context) =>
        await context.Publish(await runner.RunAsync(context.Message, context.CancellationToken), context.CancellationToken);
}
