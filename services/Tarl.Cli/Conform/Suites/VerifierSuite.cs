using Tarl.Cli.Conform.Messages;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Verifier.VerifyEpisode;

namespace Tarl.Cli.Conform.Suites;

/// <summary>What every verifier does: success if nothing differs, otherwise what does. Its tasks have no ground truth to replay, so that any sandbox will do.</summary>
internal sealed class VerifierSuite : IConformanceSuite
{
    /// <param name="played">Episodes of the verifier's own data, if there are any.</param>
    public VerifierSuite(string? queue, IReadOnlyList<PlayedEpisode> played)
    {
        queue ??= EpisodeCompletedConsumerDefinition.Queue;
        Queues = [queue];
        var episodes = new EpisodeCases<EpisodeVerified>(
            queue, "one EpisodeVerified: success, or no success and what differs", ExampleMessages.Refusal, Check, verified => verified.Failure);
        Cases =
        [
            .. episodes.All(),
            episodes.Case(
                "unasked-write", "an episode that writes where nothing may be written → no success",
                id => ExampleMessages.Refusal(id) with { Changes = [ExampleMessages.Cancelled] }, MustFail),
            .. played.Select(one => episodes.Case(
                one.Name, $"{one.Sent} → {(one.IsSuccess ? "success" : "no success")}", one.Play, one.IsSuccess ? MustSucceed : MustFail)),
            .. HostileCases.Of(queue, typeof(EpisodeCompleted), episodes.LivesOnAsync),
        ];
    }

    public IReadOnlyList<string> Queues { get; }

    public Type Publishes => typeof(EpisodeVerified);

    public IReadOnlyList<string> Disturbed => [QueueNames.Of<Learner.JoinEpisodes.EpisodeVerifiedConsumer>()];

    public IReadOnlyList<ConformanceCase> Cases { get; }

    private static void Check(EpisodeCompleted episode, EpisodeVerified verified)
    {
        if (verified.Failure is not null)
        {
            if (verified.Success) throw new NonconformityException("success beside a failure");
            return;
        }

        if (verified.Success && verified.Differences.Count > 0) throw new NonconformityException($"success, although it differs: {string.Join("; ", verified.Differences)}");
        if (!verified.Success && verified.Differences.Count == 0) throw new NonconformityException("no success, and nothing that differs");
    }

    private static void MustSucceed(EpisodeVerified verified)
    {
        if (!verified.Success) throw new NonconformityException($"no success: {string.Join("; ", verified.Differences)}");
    }

    private static void MustFail(EpisodeVerified verified)
    {
        if (verified.Success) throw new NonconformityException("success");
    }
}
