using System.Globalization;
using Spectre.Console;
using Tarl.Cli.Evaluate;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Contracts.Training;

namespace Tarl.Cli.Train;

/// <summary>Tells the user how a run goes: one line an update.</summary>
public sealed class UpdateReport(IAnsiConsole console, RunSettings settings, TimeProvider time)
{
    private int _first;
    private long _started;
    private Func<double, TimeSpan> _leftAfterwards = _ => TimeSpan.Zero;

    public void Cloned(CloningCompleted cloned) =>
        console.WriteLine(
            $"The base policy has {cloned.Parameters:N0} parameters; it was cloned from {cloned.Demonstrations:N0} demonstrations ({cloned.Tokens:N0} tokens).");

    public void BaseEvaluated(EvaluationResult result)
    {
        if (result.PassK is [var pass, ..])
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"The base passes {100 * pass.Value:F1}% of {result.Tasks} held-out tasks [{100 * pass.Low:F1}, {100 * pass.High:F1}]."));
        }
    }

    /// <param name="leftAfterwards">Given the part of the updates that is done, the time that all after them will take.</param>
    public void ReinforcementStarts(int completed, Func<double, TimeSpan> leftAfterwards)
    {
        _first = completed;
        _leftAfterwards = leftAfterwards;
        _started = time.GetTimestamp();
        console.WriteLine($"{settings.Updates - completed} updates by {settings.Algorithm} with the {settings.Reward} reward, {settings.GroupsPerUpdate} groups of {settings.GroupSize} episodes each:");
        console.WriteLine("update    pass  reward       kl    clip  entropy   tokens/s  stale  left");
    }

    public void Updated(UpdateCompleted update)
    {
        var m = update.Metrics;
        var left = time.GetElapsedTime(_started) * ((double)(settings.Updates - update.Update) / (update.Update - _first))
            + _leftAfterwards((double)update.Update / settings.Updates);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{update.Update,3}/{settings.Updates,-3} {100 * m["passRate"],5:F0}% {m["reward"],7:F3} {m["kl"],8:F5} {100 * m["clipFraction"],6:F1}% {m["entropy"],8:F4} {m["tokensPerSecond"],10:N0} {m["staleness"],6:F1}  {ProgressDisplay.Duration(left)}"));
    }
}
