using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Training;
using Tarl.Curriculum.Samplers.PassRate;
using static Tarl.Curriculum.Tests.Samplers.Tasks;

namespace Tarl.Curriculum.Tests.Samplers;

public sealed class PassRateSamplerTests
{
    private static PassRateSampler Sampler(double explore = 0.25, double sharpness = 2, double target = 0.5) =>
        new(new PassRateSamplerOptions { ExploreShare = explore, Sharpness = sharpness, Target = target });

    /// <summary>Each task tried a hundred times in the last update, and passed so often.</summary>
    private static TaskResult[] Rates(params int[] percent) => [.. percent.Select((passes, task) => Result(9, $"t{task}", 100, passes))];

    [Fact]
    public void Estimate_NothingTried_IsOneHalf()
    {
        var estimate = new PassRateEstimate(Round(Many(2)), halfLife: 10, prior: 4);
        Assert.Equal((0.5, 0.5), (estimate.OfKind("cancel"), estimate.Of(Of("t0"))));
    }

    [Fact]
    public void Estimate_TaskAndKind_ShrinkTowardsTheKindAndOneHalf()
    {
        // a: 8 of 8 in the last update; b, of its kind: 0 of 4. Kind: (8 + 4 × 0.5) / (12 + 4) = 0.625.
        // a: (8 + 4 × 0.625) / (8 + 4) = 0.875; b: (0 + 4 × 0.625) / (4 + 4) = 0.3125; c, of the kind too, untried: 0.625.
        TaskSpec[] tasks = [Of("a"), Of("b"), Of("c"), Of("d", kind: "return")];
        var estimate = new PassRateEstimate(Round(tasks, update: 6, results: [Result(5, "a", 8, 8), Result(5, "b", 4, 0), Result(5, "stranger", 8, 8)]), halfLife: 10, prior: 4);

        Assert.Equal(0.625, estimate.OfKind("cancel"), 12);
        Assert.Equal([0.875, 0.3125, 0.625, 0.5], tasks.Select(estimate.Of));
    }

    [Fact]
    public void Estimate_OlderResult_CountsLess()
    {
        // Update 11 is to be filled: the result of update 10 counts whole, that of update 8, two updates older with a half-life of 2, half.
        // Kind: (4 + 0 + 4 × 0.5) / (4 + 4 + 4) = 0.5 with weights 1 and 0.5 of 4 and 8 trials.
        var estimate = new PassRateEstimate(Round([Of("a")], update: 11, results: [Result(10, "a", 4, 4), Result(8, "a", 8, 0)]), halfLife: 2, prior: 4);
        Assert.Equal(0.5, estimate.OfKind("cancel"), 12);
        Assert.Equal(0.5, estimate.Of(Of("a")), 12);
    }

    [Fact]
    public void Choose_ShareExplored_GoesThroughAllTasksInTurn()
    {
        // 10 groups at a quarter: 2.5 an update, so 2 and 3 in turn; 50 tasks take 20 updates.
        var chosen = Enumerable.Range(1, 20).Select(update => Sampler().Choose(Round(Many(50), update, groups: 10))).ToList();

        Assert.All(chosen, groups => Assert.Equal(10, groups.Count));
        Assert.Equal([2, 3, 2, 3], chosen.Take(4).Select(groups => groups.Reasons().Count(reason => reason == "explored")));
        Assert.Equal(50, chosen.SelectMany(groups => groups.Where(group => group.Choice.Reason == "explored")).Select(group => group.Task.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(0.05, 3)]
    [InlineData(0.3, 7)]
    [InlineData(0.9, 32)]
    public void Choose_HopelessTasks_AreNeverStarvedLongerThanTheShareSays(double share, int groups)
    {
        const int Tasks = 40;
        var hopeless = Enumerable.Range(0, Tasks - 1).Select(task => Result(1, $"t{task}", 1000, 0)).ToArray();
        var longest = (int)Math.Ceiling(2 * Tasks / (share * groups)) + 2; // Two cycles: last in one, last in the next.
        var last = new int[Tasks];
        for (var update = 2; update < (4 * longest) + 2; update++)
        {
            foreach (var task in Sampler(share).Choose(Round(Many(Tasks), update, groups, results: hopeless))) last[int.Parse(task.Task.Id[1..])] = update;
            Assert.All(last, seen => Assert.True(update - Math.Max(1, seen) <= longest, $"update {update}"));
        }
    }

    [Fact]
    public void Choose_OneTaskNearTheTarget_IsAlwaysChosenFirst()
    {
        // Weights (1 − (2 × 0.5)²)² = 0 but for the prior: 4 of 104 episodes of a kind at 0.18; t3 has (1 − (2 × 0.012)²)² ≈ 1.
        var tasks = Many(8);
        var results = Rates(0, 0, 0, 50, 0, 0, 100, 0);
        for (var seed = 1UL; seed <= 50; seed++)
        {
            Assert.Contains("t3", Sampler(explore: 0.01).Choose(Round(tasks, update: 10, groups: 4, seed: seed, results: results)).Ids());
        }
    }

    [Fact]
    public void Choose_ManyDraws_AreInProportionToTheWeights()
    {
        // A single task that no prior moves: 0.5 has weight 1; 0.9 has 1 − 0.8² = 0.36, squared 0.1296; 0 has 0. One group each: 1 / 1.1296 = 0.885.
        var sampler = new PassRateSampler(new PassRateSamplerOptions { ExploreShare = 0.01, PriorTrials = 0.1 });
        TaskResult[] results = [Result(9, "t0", 1_000_000, 500_000), Result(9, "t1", 1_000_000, 900_000), Result(9, "t2", 1_000_000, 0)];
        var drawn = Enumerable.Range(1, 4000).SelectMany(seed => sampler.Choose(Round(Many(3), update: 10, groups: 1, seed: (ulong)seed, results: results)).Ids()).CountBy(id => id).ToDictionary();

        // Four standard errors of √(0.885 × 0.115 / 4000) = 0.005.
        Assert.InRange(drawn["t0"] / 4000.0, 0.865, 0.905);
        Assert.False(drawn.ContainsKey("t2"));
    }

    [Theory]
    [InlineData(0.5, "t1")]
    [InlineData(0.9, "t2")]
    [InlineData(0.1, "t0")]
    public void Choose_Target_DecidesWhatIsPreferred(double target, string preferred)
    {
        var sampler = Sampler(explore: 0.01, sharpness: 16, target: target);
        var drawn = Enumerable.Range(1, 200).SelectMany(seed => sampler.Choose(Round(Many(3), update: 10, groups: 1, seed: (ulong)seed, results: Rates(10, 50, 90))).Ids()).CountBy(id => id);
        Assert.Equal(preferred, drawn.MaxBy(task => task.Value).Key);
    }

    [Fact]
    public void Choose_ColdStart_IsAnyTaskAndNoneTwice()
    {
        var chosen = Sampler().Choose(Round(Many(20), groups: 20)).Ids();
        Assert.Equal(20, chosen.Distinct().Count());
        Assert.NotEqual(chosen, Sampler().Choose(Round(Many(20), groups: 20, seed: 4)).Ids());
    }

    [Fact]
    public void Choose_ExpectedPassRate_IsTheEstimate()
    {
        // Kind (100 + 2) / (200 + 4) = 0.5; t0 (100 + 4 × 0.5) / 104, t1 4 × 0.5 / 104.
        var chosen = Sampler().Choose(Round(Many(2), update: 10, groups: 2, results: Rates(100, 0))).ToDictionary(group => group.Task.Id, group => group.Choice.ExpectedPassRate!.Value);
        Assert.Equal(102 / 104.0, chosen["t0"], 12);
        Assert.Equal(2 / 104.0, chosen["t1"], 12);
    }

    [Fact]
    public void Choose_MoreGroupsThanTasks_TakesTasksSeveralTimes()
    {
        var chosen = Sampler().Choose(Round(Many(3), groups: 8)).Ids();
        Assert.Equal(8, chosen.Count);
        Assert.Equal(["t0", "t1", "t2"], chosen.Distinct().Order());
    }

    [Fact]
    public void Choose_ForgottenResults_LeaveThePreference()
    {
        // Twenty half-lives on, a million episodes weigh as much as one: with the same tasks untried, the same choice but for that.
        var sampler = new PassRateSampler(new PassRateSamplerOptions { HalfLifeUpdates = 0.1 });
        var before = sampler.Choose(Round(Many(30), update: 20)).Ids();
        Assert.Equal(before, sampler.Choose(Round(Many(30), update: 20, results: Result(1, "t7", 100, 0))).Ids());
    }
}
