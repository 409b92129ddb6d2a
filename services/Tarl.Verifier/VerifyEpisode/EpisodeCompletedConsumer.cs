using MassTransit;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Verifier.VerifyEpisode;

/// <summary>
/// Publishes one verdict an episode. The verdict depends on the message alone, so a redelivered message repeats it word for word.
/// A sandbox that cannot be reached throws: the message is retried, and no verdict is invented.
/// </summary>
public sealed class EpisodeCompletedConsumer(GroundTruthReplay replay, EpisodeVerifier verifier) : IConsumer<EpisodeCompleted>
{
    public async Task Consume(ConsumeContext<EpisodeCompleted> context)
    {
        var episode = context.Message;
        var verdict = episode.StopReason == StopReason.Failed
            ? Unverified(episode)
            : Verify(episode, await replay.GetExpectedChangesAsync(episode.Rollout.Task, context.CancellationToken));
        await context.Publish(verdict, context.CancellationToken);
    }

    private EpisodeVerified Verify(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges)
    {
        using var charge = CpuLedger.For(CpuAccount.Verifier);
        return verifier.Verify(episode, expectedChanges);
    }

    private static EpisodeVerified Unverified(EpisodeCompleted episode) => new()
    {
        EpisodeId = episode.EpisodeId,
        Success = false,
        Differences = [],
        Failure = episode.Failure is { } failure
            ? $"The episode failed at the {failure.Boundary} boundary: {failure.Message}"
            : "The episode failed and did not say where.",
    };
}
