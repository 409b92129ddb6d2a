using MassTransit;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.ScoreEpisode;
using Tarl.Messaging.Publish;

namespace Tarl.Cli.Rollouts;

/// <summary>Has episodes played, and writes them in the order in which they were asked for, whatever the order in which they end.</summary>
internal sealed class RolloutSampler(IBus bus, RunEventReader events, EpisodeScorer scorer, ITokenLedger ledger, ProgressDisplay progress)
{
    /// <param name="policy">Who samples; null for an agent that is no policy.</param>
    /// <returns>Episodes that count, of these with success, and episodes that failed outside the policy.</returns>
    public async Task<(int Valid, int Successes, int Failures)> WriteAsync(
        IReadOnlyList<RequestRollout> rollouts, SampledBy? policy, RolloutFile.Writer file, CancellationToken cancellationToken)
    {
        progress.Start("Sampling", rollouts.Count);

        // Whole or not at all: orders cut off on their way would be reported as faults.
        await bus.PublishAllReceivedAsync(rollouts, CancellationToken.None);
        var places = rollouts.Select((rollout, place) => (rollout.EpisodeId, place)).ToDictionary();
        var ended = new Dictionary<int, RecordedRollout>();
        var (written, successes, failures) = (0, 0, 0);
        while (written < rollouts.Count)
        {
            if (await events.NextAsync(cancellationToken) is not JoinedEpisode joined || !places.TryGetValue(joined.Completed.EpisodeId, out var place) || place < written)
            {
                continue;
            }

            ended[place] = await RecordAsync(joined, policy, cancellationToken);
            while (ended.Remove(written, out var next))
            {
                file.Add(next);
                successes += next.Success ? 1 : 0;
                failures += next.Failure is null ? 0 : 1;
                written++;
            }

            progress.Advance(written + ended.Count);
        }

        progress.Finish();
        return (written - failures, successes, failures);
    }

    private async Task<RecordedRollout> RecordAsync(JoinedEpisode joined, SampledBy? policy, CancellationToken cancellationToken)
    {
        var tokens = joined.Completed.Ledger is { } reference && joined.Failure is null
            ? await ledger.TakeAsync(reference, joined.Completed.EpisodeId, cancellationToken)
            : null;
        var episode = joined.Completed.Ledger is not null && joined.Failure is null && tokens is null
            ? joined.Failed(Boundary.Policy, "The tokens that were sampled are lost.")
            : joined;
        var rewards = tokens is null ? [] : scorer.TokenRewards(episode, tokens.Sampled.Count(sampled => sampled));
        return RecordedRollout.From(episode, tokens, rewards, scorer.Score(episode), policy);
    }
}
