using Tarl.Cli.Evaluate;
using Tarl.Cli.Rollouts;
using Tarl.Cli.RunFolders;
using Tarl.Learner.PublishCheckpoint;

namespace Tarl.Cli.Train;

/// <summary>Whether an interrupted run can be taken up: asked before anything is started.</summary>
internal static class ResumeCheck
{
    /// <summary>Checks the newest checkpoint and the metrics; drops the metrics of an update that was not completed.</summary>
    /// <exception cref="InvalidDataException">Something is missing or damaged.</exception>
    public static void EnsureWhole(RunFolder folder, RunSettings settings)
    {
        if (settings.Rollouts is { } rollouts && (!File.Exists(rollouts) || SampledBy.HashOf(rollouts) != settings.RolloutsSha256))
        {
            throw new InvalidDataException($"{rollouts}, which the run learns from, is gone or has changed.");
        }

        var checkpoints = new CheckpointStore(folder.CheckpointFolder);
        var completed = checkpoints.LatestVersion();
        if (completed >= 0)
        {
            CheckpointCheck.EnsureTrainable(checkpoints.Open(completed));
            MetricsFile.Truncate(folder.MetricsPath, completed);
        }
    }
}
