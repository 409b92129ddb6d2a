using MassTransit;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Messaging.Publish;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Verifier.VerifyEpisode;

/// <summary>
/// Publishes one verdict an episode. The verdict depends on the message alone, so a redelivered message repeats it word for word.
/// A sandbox that cannot be reached throws: the message is retried, and no success or failure is invented.
/// </summary>
public sealed class EpisodeCompletedConsumer(GroundTruthReplay replay, EpisodeVerifier verifier) : IConsumer<EpisodeCompleted>
{
    public async Task Consume(ConsumeContext<EpisodeCompleted> context)
    {
        var episode = context.Message;
        var verdict = episode.StopReason == StopReason.Failed
            ? Undecided(episode, Describe(episode.Failure))
            : Verify(episode, await replay.GetExpectedChangesAsync(episode.Rollout.Task, context.CancellationToken));
        VerifierMetrics.Decided(verdict);
        await context.PublishConfirmedAsync(verdict, context.CancellationToken);
    }

    private EpisodeVerified Verify(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges)
    {
        using var charge = CpuLedger.For(CpuAccount.Verifier);
        return verifier.Verify(episode, expectedChanges);
    }

    internal static EpisodeVerified Undecided(EpisodeCompleted episode, string failure) => new()
    {
        EpisodeId = episode.EpisodeId,
        Success = false,
        Differences = [],
        Failure = failure,
    };

    private static string Describe(EpisodeFailure? failure) => failure is null
        ? "The episode failed and did not say where."
        : $"The episode failed at the {failure.Boundary} boundary: {failure.Message}";
}
