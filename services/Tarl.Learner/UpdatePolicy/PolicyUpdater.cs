using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Training;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.RecordEpisodes;
using Tarl.Learner.ScoreEpisode;
using Tarl.Messaging.Publish;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>Makes the next policy of a batch of training episodes, publishes it and writes its line of metrics.</summary>
public sealed class PolicyUpdater(
    TrainingState state, EpisodeScorer scorer, PolicyUpdate algorithm, ITokenLedger ledger, IBus bus, TimeProvider time, IOptions<LearnerOptions> options)
{
    private long _lastUpdate = time.GetTimestamp();

    /// <param name="retries">Episodes that failed and were played again.</param>
    public async Task UpdateAsync(IReadOnlyList<JoinedEpisode> episodes, int retries, CancellationToken cancellationToken)
    {
        var sampled = time.GetTimestamp();
        var samples = new List<Sample>(episodes.Count);
        foreach (var episode in episodes)
        {
            samples.Add(await SampleAsync(episode, cancellationToken));
        }

        var engine = state.Engine;
        var update = state.Version + 1;
        var summary = algorithm.Apply(
            engine, algorithm.NeedsReference ? state.Reference : null, samples, state.Version, SeededRandom.Derive(options.Value.Seed, $"minibatches/{update}"), cancellationToken);
        var metrics = UpdateMetrics.Of(update, summary, rollout: time.GetElapsedTime(_lastUpdate, sampled), training: time.GetElapsedTime(sampled));
        metrics["retriedEpisodes"] = retries;
        SampledTasks.AddTo(metrics, [.. episodes.Zip(samples, (episode, sample) => (episode.Completed.Rollout, sample))]);
        _lastUpdate = time.GetTimestamp();
        LearnerMetrics.Updated(metrics);

        // Before the checkpoint: a run interrupted between the two drops the line and makes the update again.
        await File.AppendAllTextAsync(options.Value.MetricsPath, JsonSerializer.Serialize(metrics) + "\n", CancellationToken.None);
        var checkpoint = state.PublishNext();
        await bus.PublishConfirmedAsync(
            new CheckpointPublished { PolicyVersion = update, Path = checkpoint.Folder, Sha256 = checkpoint.Sha256 }, cancellationToken);
        await bus.PublishConfirmedAsync(
            new UpdateCompleted { Update = update, PolicyVersion = update, Metrics = metrics, Results = RecordedResults.Read(options.Value.EpisodesPath, update) }, cancellationToken);
    }

    /// <summary>The clock for the first update's rollouts starts now.</summary>
    public void StartClock() => _lastUpdate = time.GetTimestamp();

    private async ValueTask<Sample> SampleAsync(JoinedEpisode episode, CancellationToken cancellationToken)
    {
        var sample = new Sample(scorer.Score(episode), await TakeTokensAsync(episode, cancellationToken), []);
        return sample is { IsValid: true, Tokens: { } tokens }
            ? sample with { TokenRewards = scorer.TokenRewards(episode, tokens.Sampled.Count(sampled => sampled)) }
            : sample;
    }

    private async ValueTask<EpisodeTokens?> TakeTokensAsync(JoinedEpisode episode, CancellationToken cancellationToken) =>
        episode.Completed.Ledger is { } reference
            ? await ledger.TakeAsync(reference, episode.Completed.EpisodeId, cancellationToken)
            : null;
}
