using System.Diagnostics;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.ScoreEpisode;
using Tarl.Learner.UpdatePolicy;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>
/// Records what arrives: fetches the tokens of training episodes, writes everything in one transaction, lets the messages go, and tells what has ended.
/// </summary>
public sealed class EpisodeRecorder(
    EpisodeJoiner joiner, EpisodeScorer scorer, EpisodeDatabase database, EpisodeStore episodes, RolloutStore rollouts, Outbox outbox, BatchQueue batches,
    EpisodeRetries retries, TrainingState state, ITokenLedger ledger)
{
    private const int MaxTogether = 512;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await joiner.Arrivals.WaitToReadAsync(cancellationToken))
        {
            var started = Stopwatch.GetTimestamp();
            await RecordAsync(Waiting(), cancellationToken);
            LearnerMetrics.WasBusy("record", started);
        }
    }

    private List<Arrival> Waiting()
    {
        var arrivals = new List<Arrival>();
        while (arrivals.Count < MaxTogether && joiner.Arrivals.TryRead(out var arrival))
        {
            arrivals.Add(arrival);
        }

        return arrivals;
    }

    private async Task RecordAsync(List<Arrival> arrivals, CancellationToken cancellationToken)
    {
        // One after the other over all replicas would make the learner wait for the slowest.
        var ended = await Task.WhenAll(arrivals.OfType<EpisodeArrival>().Select(async arrival => await WithTokensAsync(arrival.Episode, cancellationToken)));
        var messages = new List<OutboxEntry>();
        database.InTransaction(() =>
        {
            foreach (var order in arrivals.OfType<OrderArrival>())
            {
                RecordOrder(order.Order, messages);
            }

            foreach (var (episode, tokens) in ended)
            {
                RecordEpisode(episode, tokens, messages);
            }
        });
        Release(arrivals);
        await outbox.SendAsync(messages, cancellationToken);
    }

    private void Release(List<Arrival> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            if (arrival is EpisodeArrival episode)
            {
                joiner.SetRecorded(episode);
            }
            else
            {
                arrival.Recorded.SetResult();
            }
        }
    }

    /// <summary>An order for what has been measured already comes from a conductor that was started anew: it is told again.</summary>
    private void RecordOrder(RequestRollout order, List<OutboxEntry> messages)
    {
        rollouts.AddOrder(order);
        if (order.Purpose == RolloutPurpose.Evaluation && rollouts.Scored(order.EpisodeId) is { } scored)
        {
            messages.Add(outbox.Add(scored));
        }
    }

    private void RecordEpisode(JoinedEpisode episode, EpisodeTokens? tokens, List<OutboxEntry> messages)
    {
        var order = episode.Completed.Rollout;
        var scored = scorer.Score(episode);
        var again = state.HasLearnt(order) ? null : retries.Next(episode, rollouts.FailedBefore(order));
        var (outcome, reason) = Outcome(episode);
        episodes.Add(episode, scored);
        rollouts.End(order, scored, isFinal: again is null, outcome, reason);
        if (outcome is null)
        {
            rollouts.Add(new Sample(scored, tokens, scorer.TokenRewards(episode, tokens!.Sampled.Count(sampled => sampled))));
        }

        messages.Add(outbox.Add(scored));
        LearnerMetrics.Recorded(scored);
        if (again is null)
        {
            batches.Fill(Batch.Of(order));
        }
        else
        {
            messages.Add(outbox.Add(again));
        }
    }

    private (RolloutOutcome? Outcome, string? Reason) Outcome(JoinedEpisode episode)
    {
        var order = episode.Completed.Rollout;
        return episode.Failure is { } failure ? (RolloutOutcome.Failed, $"{failure.Boundary}: {failure.Message}")
            : order.Purpose == RolloutPurpose.Demonstration ? (RolloutOutcome.Demonstrated, null)
            : order.Purpose == RolloutPurpose.Evaluation ? (RolloutOutcome.Evaluated, null)
            : state.HasLearnt(order) ? (RolloutOutcome.Dropped, $"update {order.Update} was made without it")
            : (null, null);
    }

    /// <summary>A training episode whose tokens are gone has failed: nothing is learnt from invented ones.</summary>
    private async ValueTask<(JoinedEpisode Episode, EpisodeTokens? Tokens)> WithTokensAsync(JoinedEpisode episode, CancellationToken cancellationToken)
    {
        if (episode.Completed.Rollout.Purpose != RolloutPurpose.Training || episode.Failure is not null)
        {
            return (episode, null);
        }

        var reference = episode.Completed.Ledger;
        var tokens = reference is null ? null : await ledger.TakeAsync(reference, episode.Completed.EpisodeId, cancellationToken);
        return tokens is not null && tokens.Tokens.Length == reference!.Tokens
            ? (episode, tokens)
            : (episode.Failed(Boundary.Policy, $"The tokens that {reference?.Replica ?? "no policy server"} sampled are lost."), null);
    }
}
