using Tarl.Contracts.Curriculum;
using Tarl.Curriculum.Samplers.Staged;
using Tarl.Curriculum.Samplers.Staged.Orders;
using static Tarl.Curriculum.Tests.Samplers.Tasks;

namespace Tarl.Curriculum.Tests.Samplers;

public sealed class StagedSamplerTests
{
    private static StagedSampler Sampler(StagedSamplerOptions options) => new(options, [new CallsOrder(options), new KindsOrder(options), new PassRateOrder(options)]);

    private static StagedSamplerOptions Kinds(params string[] kinds)
    {
        var options = new StagedSamplerOptions { Order = "kinds" };
        foreach (var kind in kinds) options.Kinds.Add(kind);
        return options;
    }

    /// <summary>Eight tasks, t0 with most calls.</summary>
    private static readonly TaskSpec[] s_eight = [.. Enumerable.Range(0, 8).Select(i => Of($"t{i}", calls: 20 - i))];

    [Fact]
    public void StageOf_Calls_AreEqualPartsFromFewToMany() =>
        Assert.Equal([3, 3, 2, 2, 1, 1, 0, 0], new CallsOrder(new StagedSamplerOptions { Stages = 4 }).StageOf(Round(s_eight)));

    [Fact]
    public void StageOf_EquallyManyCalls_GoByTheOrderOfTheFile() =>
        Assert.Equal([0, 0, 0, 1, 1], new CallsOrder(new StagedSamplerOptions { Stages = 2 }).StageOf(Round(Many(5))));

    [Fact]
    public void StageOf_MoreStagesThanTasks_OneTaskEach() =>
        Assert.Equal([0, 1, 2], new CallsOrder(new StagedSamplerOptions { Stages = 9 }).StageOf(Round(Many(3))));

    [Fact]
    public void StageOf_Kinds_AreAsGivenAndTheRestLast()
    {
        TaskSpec[] tasks = [Of("a", "return"), Of("b", "cancel"), Of("c", "look-up"), Of("d", "exchange")];
        Assert.Equal([1, 0, 0, 2], new KindsOrder(Kinds("look-up+cancel", "return")).StageOf(Round(tasks)));
    }

    [Theory]
    [InlineData("names the kind 'refund', of which there is no task; there are cancel.", "cancel", "refund")]
    [InlineData("names the kind 'cancel' twice", "cancel", "cancel")]
    [InlineData("names the kind '', of which there is no task", "cancel+")]
    public void StageOf_KindsThatCannotBe_AreRefused(string sentence, params string[] kinds)
    {
        var error = Assert.Throws<InvalidDataException>(() => new KindsOrder(Kinds(kinds)).StageOf(Round(Many(2))));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StageOf_PassRate_EasyKindsFirstAndUntriedOnesInTheMiddle()
    {
        TaskSpec[] tasks = [Of("a", "hard"), Of("b", "untried"), Of("c", "easy")];
        Assert.Equal([2, 1, 0], new PassRateOrder(new StagedSamplerOptions { Stages = 3 }).StageOf(Round(tasks, update: 3, results: [Result(2, "a", 8, 1), Result(2, "c", 8, 7)])));
    }

    [Fact]
    public void Choose_WarmUp_TakesInAStageAfterTheOther()
    {
        // 40 updates, half of them warm-up: 20 over three stages before the last, 7 each, rounded up.
        var sampler = Sampler(new StagedSamplerOptions { Stages = 4, WarmUpShare = 0.5 });
        IReadOnlyList<string> Pool(int first, int last) =>
            [.. Enumerable.Range(first, last - first + 1).SelectMany(update => sampler.Choose(Round(s_eight, update, groups: 4, updates: 40)).Ids()).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(["t6", "t7"], Pool(1, 7));
        Assert.Equal(["t4", "t5", "t6", "t7"], Pool(8, 14));
        Assert.Equal(["t2", "t3", "t4", "t5", "t6", "t7"], Pool(15, 21));
        Assert.Equal(s_eight.Select(task => task.Id), Pool(22, 40));
    }

    [Fact]
    public void Choose_WithinAStage_EveryTaskEquallyOften()
    {
        // The second stage has four tasks and lasts 7 updates of 4 groups: each task seven times.
        var sampler = Sampler(new StagedSamplerOptions { Stages = 4, WarmUpShare = 0.5 });
        var counts = Enumerable.Range(8, 7).SelectMany(update => sampler.Choose(Round(s_eight, update, groups: 4, updates: 40)).Ids()).CountBy(id => id);
        Assert.All(counts, task => Assert.Equal(7, task.Value));
    }

    [Fact]
    public void Choose_Reason_IsTheTasksStage()
    {
        var chosen = Sampler(new StagedSamplerOptions { Stages = 4 }).Choose(Round(s_eight, update: 100, groups: 8));
        Assert.Equal(
            [("t0", "stage-4"), ("t1", "stage-4"), ("t2", "stage-3"), ("t3", "stage-3"), ("t4", "stage-2"), ("t5", "stage-2"), ("t6", "stage-1"), ("t7", "stage-1")],
            chosen.Select(group => (group.Task.Id, group.Choice.Reason)).Order());
    }

    [Fact]
    public void Choose_OneKindOnly_IsOneStage() =>
        Assert.Equal(["t0", "t1"], Sampler(Kinds("cancel")).Choose(Round(Many(2), groups: 2)).Ids().Order());
}
