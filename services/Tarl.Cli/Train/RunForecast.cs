using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Train;

/// <summary>
/// How long a whole run still takes. Each phase is worth the seconds that its work takes on two cores of 2024; how fast this machine is shows
/// while the run goes on, and scales what lies ahead.
/// </summary>
public sealed class RunForecast(RunSettings settings, TimeProvider time)
{
    /// <summary>Reference seconds by which the reference speed is believed before anything was measured.</summary>
    private const double Prior = 5;

    private const double DoNothingEpisode = 0.004;
    private const double Demonstration = 0.004;
    private const double CloningStep = 0.06;
    private const double EvaluationEpisode = 0.01;
    private const double TrainingEpisode = 0.009;

    private readonly long _started = time.GetTimestamp();
    private double _done;

    /// <summary>Called when a phase begins that this process does itself: those done earlier say nothing about its speed.</summary>
    /// <param name="share">The part of the phase that had been done before.</param>
    /// <returns>Given the part of the phase that is done now, the time that the run still needs after it.</returns>
    public Func<double, TimeSpan> Begin(RunPhase phase, double share = 0)
    {
        var before = _done;
        var later = Enum.GetValues<RunPhase>().Where(other => other > phase).Sum(ReferenceSeconds);
        return now =>
        {
            _done = before + ((now - share) * ReferenceSeconds(phase));
            return later * (time.GetElapsedTime(_started) + TimeSpan.FromSeconds(Prior)) / (_done + Prior);
        };
    }

    private double ReferenceSeconds(RunPhase phase) => phase switch
    {
        RunPhase.DoNothing or RunPhase.Demonstrator => DoNothingEpisode * settings.HeldOutTasks * settings.EvaluationTrials,
        RunPhase.Demonstrations or RunPhase.Cloning when settings.From is not null => 0,
        RunPhase.Demonstrations => Demonstration * settings.Demonstrations,
        RunPhase.Cloning => CloningStep * settings.CloningSteps,
        RunPhase.Base or RunPhase.Trained => EvaluationEpisode * settings.HeldOutTasks * settings.EvaluationTrials,
        RunPhase.Reinforcement => TrainingEpisode * settings.Updates * settings.GroupsPerUpdate * settings.GroupSize,
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "No such phase."),
    };
}
