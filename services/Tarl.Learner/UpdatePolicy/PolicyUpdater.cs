using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Training;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.ScoreEpisode;
using Tarl.Messaging.Publish;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>Makes the next policy of a batch of training episodes, publishes it and writes its line of metrics.</summary>
public sealed class PolicyUpdater(
    TrainingState state, EpisodeScorer scorer, GroupRelativeUpdate algorithm, ITokenLedger ledger, IBus bus, TimeProvider time, IOptions<LearnerOptions> options)
{
    private long _lastUpdate = time.GetTimestamp();

    public async Task UpdateAsync(IReadOnlyList<JoinedEpisode> episodes, CancellationToken cancellationToken)
    {
        var sampled = time.GetTimestamp();
        var samples = new List<Sample>(episodes.Count);
        foreach (var episode in episodes)
        {
            samples.Add(new Sample(scorer.Score(episode), await TakeTokensAsync(episode, cancellationToken)));
        }

        var engine = state.Engine;
        var update = state.Version + 1;
        var summary = algorithm.Apply(
            engine, samples, state.Version, SeededRandom.Derive(options.Value.Seed, $"minibatches/{update}"), cancellationToken);
        var metrics = Metrics(update, summary, rollout: time.GetElapsedTime(_lastUpdate, sampled), training: time.GetElapsedTime(sampled));
        _lastUpdate = time.GetTimestamp();
        LearnerMetrics.Updated(metrics);

        // Before the checkpoint: a run interrupted between the two drops the line and makes the update again.
        await File.AppendAllTextAsync(options.Value.MetricsPath, JsonSerializer.Serialize(metrics) + "\n", CancellationToken.None);
        var checkpoint = state.PublishNext();
        await bus.PublishConfirmedAsync(
            new CheckpointPublished { PolicyVersion = update, Path = checkpoint.Folder, Sha256 = checkpoint.Sha256 }, cancellationToken);
        await bus.PublishConfirmedAsync(new UpdateCompleted { Update = update, PolicyVersion = update, Metrics = metrics }, cancellationToken);
    }

    /// <summary>The clock for the first update's rollouts starts now.</summary>
    public void StartClock() => _lastUpdate = time.GetTimestamp();

    private async ValueTask<EpisodeTokens?> TakeTokensAsync(JoinedEpisode episode, CancellationToken cancellationToken) =>
        episode.Completed.Ledger is { } reference
            ? await ledger.TakeAsync(reference, episode.Completed.EpisodeId, cancellationToken)
            : null;

    /// <summary>By name; all that depends on the machine's speed ends in Seconds or PerSecond.</summary>
    private static Dictionary<string, double> Metrics(int update, UpdateSummary summary, TimeSpan rollout, TimeSpan training) => new()
    {
        ["update"] = update,
        ["passRate"] = summary.PassRate,
        ["reward"] = summary.Reward,
        ["kl"] = summary.Kl,
        ["clipFraction"] = summary.ClipFraction,
        ["entropy"] = summary.Entropy,
        ["loss"] = summary.Loss,
        ["gradientNorm"] = summary.GradientNorm,
        ["staleness"] = summary.Staleness,
        ["episodes"] = summary.Episodes,
        ["failures"] = summary.Failures,
        ["droppedGroups"] = summary.DroppedGroups,
        ["zeroVarianceGroups"] = summary.ZeroVarianceGroups,
        ["tokens"] = summary.Tokens,
        ["sampledTokens"] = summary.SampledTokens,
        ["tokensPerSecond"] = summary.Tokens / (rollout + training).TotalSeconds,
        ["rolloutSeconds"] = rollout.TotalSeconds,
        ["trainingSeconds"] = training.TotalSeconds,
    };
}
