using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Training;
using Tarl.Curriculum.Samplers;
using Tarl.Curriculum.Samplers.Mixed;
using Tarl.Curriculum.Samplers.PassRate;
using Tarl.Curriculum.Samplers.Staged;
using Tarl.Curriculum.Samplers.Staged.Orders;
using Tarl.ServiceDefaults.Randomness;
using static Tarl.Curriculum.Tests.Samplers.Tasks;

namespace Tarl.Curriculum.Tests.Samplers;

/// <summary>What holds for every sampler, whatever the tasks and their results.</summary>
public sealed class SamplerPropertyTests
{
    private static readonly string[] Kinds = ["cancel", "return", "exchange"];

    public static TheoryData<string> Names => ["uniform", "pass-rate", "staged", "staged by pass rate", "mixed"];

    private static ITaskSampler Sampler(string name)
    {
        var staged = new StagedSamplerOptions { Order = name == "staged by pass rate" ? "pass-rate" : "calls" };
        return name switch
        {
            "uniform" => new UniformSampler(),
            "pass-rate" => new PassRateSampler(new PassRateSamplerOptions()),
            "mixed" => new MixedSampler(new MixedSamplerOptions { FinalMathRatio = 0.6 }),
            _ => new StagedSampler(staged, [new CallsOrder(staged), new PassRateOrder(staged)]),
        };
    }

    /// <summary>A run in which each task passes by chance: what was chosen, update by update, with all the results that a message carries.</summary>
    private static List<(SamplingRound Round, IReadOnlyList<ChosenTask> Chosen)> Run(ITaskSampler sampler, ulong seed, int updates)
    {
        var random = new SeededRandom(seed);
        TaskSpec[] tasks = [.. Enumerable.Range(0, 60).Select(i => Of($"t{i}", i % 4 == 0 ? "math" : random.Pick(Kinds), i % 4 == 0 ? "math" : "retail", random.Next(9)))];
        var results = new List<TaskResult>();
        var run = new List<(SamplingRound, IReadOnlyList<ChosenTask>)>();
        for (var update = 1; update <= updates; update++)
        {
            var round = Round(tasks, update, groups: 7, updates, seed, [.. results.Where(result => result.Update >= update - TaskResult.RememberedUpdates)]);
            var chosen = sampler.Choose(round);
            run.Add((round, chosen));
            results.AddRange(chosen.Select(group => group.Task.Id).Distinct().Select(id => Result(update, id, 8, random.Next(9))));
        }

        return run;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Choose_AnyRound_HasAsManyTasksAsGroupsAndAReasonForEach(string name)
    {
        foreach (var (round, chosen) in Run(Sampler(name), seed: 5, updates: 100))
        {
            Assert.Equal(round.Groups, chosen.Count);
            Assert.All(chosen, group => Assert.Contains(group.Task, round.Tasks));
            Assert.All(chosen, group => Assert.NotEqual("", group.Choice.Reason));
            Assert.All(chosen, group => Assert.InRange(group.Choice.ExpectedPassRate ?? 0, 0, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Choose_AskedAgainInAnyOrderByAnother_AnswersTheSame(string name)
    {
        foreach (var (round, chosen) in Run(Sampler(name), seed: 6, updates: 90).AsEnumerable().Reverse())
        {
            Assert.Equal(chosen, Sampler(name).Choose(round with { Results = [.. round.Results.Reverse()] }));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Choose_OtherSeed_ChoosesOtherwise(string name)
    {
        var round = Run(Sampler(name), seed: 7, updates: 3)[0].Round;
        Assert.NotEqual(Sampler(name).Choose(round).Ids(), Sampler(name).Choose(round with { Seed = 8 }).Ids());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Choose_AWholeRun_LeavesNoTaskOut(string name)
    {
        // 100 updates of 7 groups for 60 tasks; the later half of a staged run has all of them in.
        var run = Run(Sampler(name), seed: 9, updates: 100);
        Assert.Equal(60, run.SelectMany(update => update.Chosen).Select(group => group.Task.Id).Distinct().Count());
    }
}
