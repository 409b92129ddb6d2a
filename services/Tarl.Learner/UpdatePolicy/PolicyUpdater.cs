using System.Text.Json;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Training;
using Tarl.Learner.RecordEpisodes;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>Makes the next policy of a batch of training episodes, publishes it and writes its line of metrics.</summary>
public sealed class PolicyUpdater(
    TrainingState state, PolicyUpdate algorithm, EpisodeDatabase database, RolloutStore rollouts, Outbox outbox, TimeProvider time, IOptions<LearnerOptions> options)
{
    private long _lastUpdate = time.GetTimestamp();

    /// <summary>The clock for the first update's rollouts starts now.</summary>
    public void StartClock() => _lastUpdate = time.GetTimestamp();

    /// <param name="retries">Episodes that failed and were played again.</param>
    public async Task UpdateAsync(IReadOnlyList<Sample> samples, int retries, CancellationToken cancellationToken)
    {
        var sampled = time.GetTimestamp();
        var engine = state.Engine;
        var update = state.Version + 1;
        var summary = algorithm.Apply(
            engine, algorithm.NeedsReference ? state.Reference : null, samples, state.Version, SeededRandom.Derive(options.Value.Seed, $"minibatches/{update}"), cancellationToken);
        var metrics = UpdateMetrics.Of(update, summary, rollout: time.GetElapsedTime(_lastUpdate, sampled), training: time.GetElapsedTime(sampled));
        metrics["retriedEpisodes"] = retries;
        SampledTasks.AddTo(metrics, samples);
        _lastUpdate = time.GetTimestamp();
        LearnerMetrics.Updated(metrics);

        // Before the checkpoint: a run interrupted between the two drops the line and makes the update again.
        await File.AppendAllTextAsync(options.Value.MetricsPath, JsonSerializer.Serialize(metrics) + "\n", CancellationToken.None);
        await PublishAsync(update, summary, samples, metrics, cancellationToken);
    }

    private async Task PublishAsync(
        int update, UpdateSummary summary, IReadOnlyList<Sample> samples, Dictionary<string, double> metrics, CancellationToken cancellationToken)
    {
        OutboxEntry[] entries = [];
        var results = RecordedResults.Read(options.Value.EpisodesPath, update);
        state.PublishNext(checkpoint => database.InTransaction(() =>
        {
            rollouts.Settle(samples, summary.LeftOut);
            entries =
            [
                outbox.Add(checkpoint.Published, update),
                outbox.Add(new UpdateCompleted { Update = update, PolicyVersion = update, Metrics = metrics, Results = results }, update),
            ];
        }));
        rollouts.RemoveSamples(update);

        // One after the other: policy servers first.
        foreach (var entry in entries)
        {
            await outbox.SendAsync([entry], cancellationToken);
        }
    }
}
