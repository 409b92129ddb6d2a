using MassTransit;
using Tarl.Contracts.Episodes;
using Tarl.Messaging.Publish;

namespace Tarl.Verifier.VerifyEpisode;

/// <summary>
/// An episode that could not be verified, all retries spent, counts as failed: nobody is to wait for it for ever. The message
/// itself lies in the error queue.
/// </summary>
public sealed class EpisodeCompletedFaultConsumer : IConsumer<Fault<EpisodeCompleted>>
{
    public Task Consume(ConsumeContext<Fault<EpisodeCompleted>> context)
    {
        // Other services fail on the same message; theirs is not ours to report.
        if (context.SourceAddress?.Segments[^1] != EpisodeCompletedConsumerDefinition.Queue) return Task.CompletedTask;

        var fault = context.Message;
        return context.PublishConfirmedAsync(
            EpisodeCompletedConsumer.Undecided(fault.Message, $"The verifier failed: {fault.Exceptions[0].Message}"),
            context.CancellationToken);
    }
}
