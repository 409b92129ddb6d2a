using Tarl.Contracts.Curriculum;
using Tarl.Curriculum.Samplers.Mixed;
using static Tarl.Curriculum.Tests.Samplers.Tasks;

namespace Tarl.Curriculum.Tests.Samplers;

public sealed class MixedSamplerTests
{
    /// <summary>Three of math, seven of tools.</summary>
    private static readonly TaskSpec[] s_tasks = [.. Enumerable.Range(0, 10).Select(i => Of($"t{i}", i < 3 ? "math" : "cancel", i < 3 ? "math" : "retail"))];

    private static int[] Math(MixedSamplerOptions options, int updates, int groups) =>
    [
        .. Enumerable.Range(1, updates).Select(update => new MixedSampler(options).Choose(Round(s_tasks, update, groups, updates)).Reasons().Count(reason => reason == "math")),
    ];

    [Theory]
    [InlineData(0.0, new[] { 0, 0, 0, 0 })]
    [InlineData(1.0, new[] { 8, 8, 8, 8 })]
    [InlineData(0.25, new[] { 2, 2, 2, 2 })]
    [InlineData(0.3, new[] { 2, 3, 2, 3 })] // 2.4, 4.8, 7.2, 9.6 in all, rounded: 2, 5, 7, 10.
    public void Choose_ConstantRatio_ComesToItsRight(double ratio, int[] math) =>
        Assert.Equal(math, Math(new MixedSamplerOptions { MathRatio = ratio }, updates: 4, groups: 8));

    [Fact]
    public void Choose_LinearSchedule_GoesFromTheFirstToTheLastRatio() =>
        // Ratios 1, 0.75, 0.5, 0.25, 0 of eight.
        Assert.Equal([8, 6, 4, 2, 0], Math(new MixedSamplerOptions { MathRatio = 1, FinalMathRatio = 0 }, updates: 5, groups: 8));

    [Fact]
    public void RatioAt_Cosine_IsSlowAtBothEnds()
    {
        // (1 − cos(π/4)) / 2 = 0.1464466 of the way after a quarter.
        var options = new MixedSamplerOptions { MathRatio = 0.2, FinalMathRatio = 0.6, Schedule = RatioSchedule.Cosine };
        Assert.Equal(0.2, options.RatioAt(1, 5), 12);
        Assert.Equal(0.2 + (0.4 * 0.1464466), options.RatioAt(2, 5), 7);
        Assert.Equal(0.4, options.RatioAt(3, 5), 12);
        Assert.Equal(0.6, options.RatioAt(5, 5), 12);
    }

    [Fact]
    public void RatioAt_OneUpdateOnly_IsTheFirst() => Assert.Equal(0.3, new MixedSamplerOptions { MathRatio = 0.3, FinalMathRatio = 0.9 }.RatioAt(1, 1));

    [Fact]
    public void Choose_EachFamily_GoesThroughItsTasksInTurn()
    {
        // Three of twelve groups are math: all three tasks every update; 9 of tools: each of the seven 9 times in 7 updates.
        var sampler = new MixedSampler(new MixedSamplerOptions { MathRatio = 0.25 });
        var counts = Enumerable.Range(1, 7).SelectMany(update => sampler.Choose(Round(s_tasks, update, groups: 12, updates: 7)).Ids()).CountBy(id => id).ToDictionary();
        Assert.All(s_tasks.Take(3), task => Assert.Equal(7, counts[task.Id]));
        Assert.All(s_tasks.Skip(3), task => Assert.Equal(9, counts[task.Id]));
    }

    [Theory]
    [InlineData(0, 3, "none of tools")]
    [InlineData(3, 10, "none of math")]
    public void Choose_OneFamilyMissing_IsRefused(int from, int to, string part)
    {
        var error = Assert.Throws<InvalidDataException>(() => new MixedSampler(new MixedSamplerOptions()).Choose(Round(s_tasks[from..to])));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
