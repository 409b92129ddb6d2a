using System.Text.Json;
using MassTransit;
using Tarl.Cli.Evaluate;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Rewards;
using Tarl.Contracts.Training;
using Tarl.Learner.PublishCheckpoint;
using Tarl.Learner.RecordEpisodes;
using Tarl.Messaging.Publish;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Cli.Train;

/// <summary>Conducts a run from its first demonstration to its summary, or from where it was interrupted.</summary>
public sealed class TrainRun(
    RunFolder folder, RunSettings settings, IBus bus, RunEventReader events, Evaluator evaluator, ProgressDisplay progress, RunForecast forecast, UpdateReport report,
    TimeProvider time)
{
    private readonly CheckpointStore _checkpoints = new(folder.CheckpointFolder);
    private readonly IReadOnlyList<TaskSpec> _heldOut = TaskFile.Read(folder.HeldOutTasksPath);
    private readonly RunUsage _before = RunUsage.Load(folder.UsagePath);
    private readonly long _started = time.GetTimestamp();

    public async Task<RunSummary> RunAsync(CancellationToken cancellationToken)
    {
        var doNothing = await EvaluateAsync(RunPhase.DoNothing, "do-nothing", 0, cancellationToken);
        var demonstrator = _heldOut.All(task => task.Plan.Count > 0) ? await EvaluateAsync(RunPhase.Demonstrator, "demonstrator", 0, cancellationToken) : null;
        var completed = _checkpoints.LatestVersion();
        if (completed < 0)
        {
            await CloneAsync(cancellationToken);
            completed = 0;
        }
        else
        {
            await PublishAsync(completed);
        }

        var @base = await EvaluateAsync(RunPhase.Base, "policy", 0, cancellationToken);
        report.BaseEvaluated(@base);
        await ReinforceAsync(completed, cancellationToken);
        var trained = await EvaluateAsync(RunPhase.Trained, "policy", settings.Updates, cancellationToken);
        return Summarise(new RunEvaluations(doNothing, @base, trained, demonstrator));
    }

    private async Task<EvaluationResult> EvaluateAsync(RunPhase phase, string agent, int version, CancellationToken cancellationToken)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName($"{phase}");
        var path = folder.EvaluationPath(name);
        if (EvaluationResult.TryLoad(path) is { } done)
        {
            return done;
        }

        progress.LeftAfterwards = forecast.Begin(phase);
        var result = await evaluator.RunAsync(
            new Evaluation(name, agent, version, _heldOut, settings.EvaluationTrials, Temperature: 1, settings.Seed), cancellationToken);
        result.Save(path);
        SaveUsage();
        return result;
    }

    private async Task CloneAsync(CancellationToken cancellationToken)
    {
        // A learner that has them all begins by itself.
        var recorded = RecordedEpisodes.Filled(folder.EpisodesPath).GetValueOrDefault("demonstrations").Filled;
        if (recorded < settings.Demonstrations)
        {
            await bus.PublishReceivedAsync(new StartCloning { Demonstrations = settings.Demonstrations }, CancellationToken.None);
        }

        progress.LeftAfterwards = forecast.Begin(RunPhase.Demonstrations, (double)recorded / settings.Demonstrations);
        progress.Start("Demonstrations", settings.Demonstrations, recorded);
        var demonstrations = new HashSet<Guid>();
        var successes = 0;
        var cloning = false;
        while (true)
        {
            switch (await events.NextAsync(cancellationToken))
            {
                case EpisodeScored { Purpose: RolloutPurpose.Demonstration } episode when demonstrations.Add(episode.EpisodeId):
                    successes += episode.Success ? 1 : 0;
                    progress.Advance(Math.Min(recorded + demonstrations.Count, settings.Demonstrations), $"{100 * successes / demonstrations.Count}% of them right");
                    CpuLedger.SamplePoolThreads();
                    break;
                case CloningProgressed step:
                    if (!cloning)
                    {
                        progress.Finish();
                        progress.LeftAfterwards = forecast.Begin(RunPhase.Cloning, (double)step.Step / step.Steps);
                        progress.Start("Cloning", step.Steps, step.Step);
                        cloning = true;
                    }

                    progress.Advance(step.Step, $"loss {step.Loss:F3}");
                    break;
                case CloningCompleted cloned:
                    progress.Finish();
                    report.Cloned(cloned);
                    SaveUsage();
                    return;
            }
        }
    }

    /// <summary>Tells the policy servers of a checkpoint that an earlier process left.</summary>
    private Task PublishAsync(int version) => bus.PublishReceivedAsync(_checkpoints.Open(version).Published, CancellationToken.None);

    private async Task ReinforceAsync(int completed, CancellationToken cancellationToken)
    {
        if (completed >= settings.Updates)
        {
            return;
        }

        var results = RecordedResults.Read(folder.EpisodesPath, completed);
        await bus.PublishReceivedAsync(
            new StartReinforcement { CompletedUpdates = completed, PolicyVersion = completed, Results = results }, CancellationToken.None);
        report.ReinforcementStarts(completed, forecast.Begin(RunPhase.Reinforcement, (double)completed / settings.Updates));
        while (completed < settings.Updates)
        {
            // An update that is reported twice has been made once.
            if (await events.NextAsync(cancellationToken) is UpdateCompleted update && update.Update > completed)
            {
                completed = update.Update;
                report.Updated(update);
                SaveUsage();
            }
        }
    }

    private RunSummary Summarise(RunEvaluations evaluations)
    {
        var usage = SaveUsage();
        var (episodes, tokens) = RecordedEpisodes.Count(folder.EpisodesPath);
        var summary = new RunSummary
        {
            Seed = settings.Seed,
            Domain = settings.Domain,
            TaskMix = settings.TaskMix,
            Sampler = settings.Sampler,
            Algorithm = settings.Algorithm,
            Reward = settings.Reward,
            Placement = settings.Placement,
            Set = settings.Set,
            Quick = settings.Quick,
            Updates = settings.Updates,
            Episodes = episodes,
            Tokens = tokens,
            ElapsedSeconds = usage.ElapsedSeconds,
            PeakMemoryBytes = usage.PeakMemoryBytes,
            CpuSecondsBy = usage.CpuSecondsBy,
            Evaluation = evaluations,
        };
        summary.Save(folder.SummaryPath);
        return summary;
    }

    private RunUsage SaveUsage()
    {
        var usage = _before.WithThisProcess(time.GetElapsedTime(_started));
        usage.Save(folder.UsagePath);
        return usage;
    }
}
