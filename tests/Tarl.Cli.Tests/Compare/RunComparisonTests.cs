using Tarl.Cli.Compare;
using Tarl.Cli.Evaluate.Statistics;
using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Tests.Compare;

public sealed class RunComparisonTests
{
    private static ComparedRun Run(string name, params (string Kind, int Trials, int Passes)[] tasks) => new(
        name,
        RunSettings.Default,
        tasks.Select((task, i) => new ComparedTask($"t{i}", task.Kind, $"spec {i}", 4, new TaskTrials(task.Trials, task.Passes))).ToDictionary(task => task.Id));

    [Fact]
    public void Of_TwoRuns_MeanDifferencePerTask()
    {
        // pass^1: (1 − 0.5), (0.5 − 0.25), (0 − 0): 0.25. pass^2: 1 − 1/6, 1/6 − 0, 0: 1/3. pass^3 and pass^4: 1, 0, 0: 1/3.
        var baseline = Run("a", ("cancel", 4, 2), ("cancel", 4, 1), ("math", 4, 0));
        var comparison = RunComparison.Of(baseline, Run("b", ("cancel", 4, 4), ("cancel", 4, 2), ("math", 4, 0)));

        Assert.Equal(("b", "a"), (comparison.Run, comparison.Baseline));
        Assert.Equal([0.25, 0.333333, 0.333333, 0.333333], comparison.PassK.Select(pass => Math.Round(pass.Value, 6)));
        Assert.Equal((2, 0.375), (comparison.ByKind["cancel"].Tasks, comparison.ByKind["cancel"].Value));
        Assert.Equal(new KindDifference(1, 0, 0, 0), comparison.ByKind["math"]);
    }

    [Fact]
    public void Of_EveryTaskBetterByTheSame_IntervalHasNoWidth()
    {
        // Unpaired, tasks between 0 and 3 of 4 would give a wide interval.
        var baseline = Run("a", ("k", 4, 0), ("k", 4, 1), ("k", 4, 2), ("k", 4, 3));
        var difference = RunComparison.Of(baseline, Run("b", ("k", 4, 1), ("k", 4, 2), ("k", 4, 3), ("k", 4, 4))).PassK[0];

        Assert.Equal((0.25, 0.25, 0.25), (difference.Value, difference.Low, difference.High));
    }

    [Fact]
    public void Of_DifferencesBothWays_IntervalHoldsTheirMean()
    {
        // Half of 40 tasks +1, half −1: deviation of the mean 1/√40 = 0.158, so the interval is about ±0.31.
        var up = Enumerable.Range(0, 40).Select(i => ("k", 1, i % 2)).ToArray();
        var down = Enumerable.Range(0, 40).Select(i => ("k", 1, 1 - (i % 2))).ToArray();
        var difference = Assert.Single(RunComparison.Of(Run("a", up), Run("b", down)).PassK);

        Assert.Equal(0, difference.Value);
        Assert.InRange(difference.Low, -0.36, -0.26);
        Assert.InRange(difference.High, 0.26, 0.36);
    }

    [Fact]
    public void Of_TrialsLost_TasksCountAsFarAsBothAllow()
    {
        var comparison = RunComparison.Of(Run("a", ("k", 4, 0), ("k", 1, 1), ("k", 0, 0)), Run("b", ("k", 2, 2), ("k", 4, 4), ("k", 4, 4)));

        // pass^1 over two tasks: (1 + 0) / 2; pass^2 over the first alone: 1.
        Assert.Equal([0.5, 1], comparison.PassK.Select(pass => pass.Value));
    }

    [Fact]
    public void EnsureSameTasks_OtherTasks_AreRefused()
    {
        var run = Run("a", ("k", 1, 1), ("k", 1, 0));
        run.EnsureSameTasks(Run("b", ("k", 1, 0), ("k", 1, 0)));

        var error = Assert.Throws<UserErrorException>(() => run.EnsureSameTasks(Run("b", ("k", 1, 0))));
        Assert.StartsWith("a and b were not evaluated on the same tasks (1 differ)", error.Message, StringComparison.Ordinal);
        var other = Run("c", ("k", 1, 1), ("k", 1, 0));
        var changed = other.Tasks.ToDictionary(task => task.Key, task => task.Key == "t1" ? task.Value with { Spec = "another" } : task.Value);
        Assert.Throws<UserErrorException>(() => run.EnsureSameTasks(other with { Tasks = changed }));
    }
}
