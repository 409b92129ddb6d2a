using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Training;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.RecordEpisodes;
using Tarl.Learner.UpdatePolicy;
using Tarl.Messaging.Publish;

namespace Tarl.Learner;

/// <summary>
/// The learner's two threads of control: one records episodes as they arrive, the other clones each whole batch of demonstrations and updates the policy
/// with each whole batch of training episodes. All that one tells the other is in the run's database, so both go on where an earlier process ended.
/// </summary>
public sealed partial class LearnerLoop(
    EpisodeRecorder recorder, BatchQueue batches, EpisodeStore episodes, RolloutStore rollouts, Outbox outbox, TrainingState state, DemonstrationCloner cloner,
    PolicyUpdater updater, IBus bus, ILogger<LearnerLoop> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        TakeUp();
        var first = await Task.WhenAny(Task.Run(() => recorder.RunAsync(ended.Token), ended.Token), Task.Run(() => LearnAsync(ended.Token), ended.Token));
        await ended.CancelAsync();
        try
        {
            await first;
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

    /// <summary>Goes on with what an earlier process has recorded and not learnt from.</summary>
    private void TakeUp()
    {
        var version = state.LatestVersion;
        rollouts.Revert(version);
        rollouts.RemoveSamples(version);
        batches.StartAfter(version);
        foreach (var (batch, filled) in rollouts.Batches().Where(batch => !IsDone(batch.Batch, version)))
        {
            batches.Fill(batch, filled);
        }
    }

    private static bool IsDone(Batch batch, int version) => batch.Purpose switch
    {
        RolloutPurpose.Demonstration => version >= 0,
        RolloutPurpose.Training => batch.Update <= version,
        _ => true,
    };

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        await outbox.SendLeftoversAsync(state.LatestVersion, cancellationToken);
        await foreach (var batch in batches.Whole.ReadAllAsync(cancellationToken))
        {
            var started = Stopwatch.GetTimestamp();
            if (batch.Purpose == RolloutPurpose.Demonstration)
            {
                await cloner.CloneAsync(episodes.Demonstrations(batch.Name), cancellationToken);
                LearnerMetrics.WasBusy("clone", started);
            }
            else
            {
                await updater.UpdateAsync(rollouts.Samples(batch.Name), rollouts.Retries(batch.Name), cancellationToken);
                LearnerMetrics.WasBusy("update", started);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The learner cannot go on.")]
    private partial void LogFailure(Exception failure);
}
