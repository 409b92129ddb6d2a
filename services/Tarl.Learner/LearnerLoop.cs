using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Rewards;
using Tarl.Contracts.Training;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.RecordEpisodes;
using Tarl.Learner.ScoreEpisode;
using Tarl.Learner.UpdatePolicy;
using Tarl.Messaging.Publish;

namespace Tarl.Learner;

/// <summary>
/// The learner's one thread of control: records episodes as they are joined and, whenever a batch is whole, clones it
/// or updates the policy with it.
/// </summary>
public sealed partial class LearnerLoop(
    EpisodeJoiner joiner, EpisodeScorer scorer, EpisodeStore store, TrainingState state, DemonstrationCloner cloner, PolicyUpdater updater, EpisodeRetries retries, IBus bus, ILogger<LearnerLoop> logger)
    : BackgroundService
{
    private readonly Dictionary<string, List<JoinedEpisode>> _batches = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            while (await joiner.Episodes.WaitToReadAsync(stoppingToken))
            {
                await RecordAsync(stoppingToken);
                foreach (var batch in _batches.Values.Where(batch => batch.Count == batch[0].Completed.Rollout.BatchSize).ToArray())
                {
                    await LearnAsync(batch, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The run is being stopped; what has been published stays and can be resumed.
        }
        catch (Exception failure)
        {
            LogFailure(failure);
            await bus.PublishConfirmedAsync(new LearnerFailed { Message = failure.Message }, CancellationToken.None);
        }
    }

    private async Task RecordAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var scored = new List<(JoinedEpisode Episode, EpisodeScored Scored)>();
        while (joiner.Episodes.TryRead(out var episode))
        {
            if (state.HasLearnt(episode.Completed.Rollout))
            {
                // A late duplicate, from before this process was started.
                continue;
            }

            scored.Add((episode, scorer.Score(episode)));
            if (retries.Next(episode) is { } again)
            {
                await bus.Publish(again, cancellationToken);
                continue;
            }

            var batch = episode.Completed.Rollout.Batch;
            if (!_batches.TryGetValue(batch, out var episodes))
            {
                _batches.Add(batch, episodes = []);
            }

            episodes.Add(episode);
        }

        store.Add(scored);
        scored.ForEach(episode => LearnerMetrics.Recorded(episode.Scored));
        await bus.PublishAllConfirmedAsync(scored.Select(episode => episode.Scored), cancellationToken);
        LearnerMetrics.WasBusy("record", started);
    }

    private async Task LearnAsync(List<JoinedEpisode> batch, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var rollout = batch[0].Completed.Rollout;
        _batches.Remove(rollout.Batch);

        // Episodes arrive in the order in which they end; what is learnt must not depend on that.
        var episodes = batch.OrderBy(episode => episode.Completed.Rollout.Group).ThenBy(episode => episode.Completed.Rollout.Trial).ToArray();
        switch (rollout.Purpose)
        {
            case RolloutPurpose.Demonstration:
                await cloner.CloneAsync(episodes, cancellationToken);
                LearnerMetrics.WasBusy("clone", started);
                break;
            case RolloutPurpose.Training:
                await updater.UpdateAsync(episodes, retries.Take(rollout.Batch), cancellationToken);
                LearnerMetrics.WasBusy("update", started);
                break;
            case RolloutPurpose.Evaluation:
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The learner cannot go on.")]
    private partial void LogFailure(Exception failure);
}
