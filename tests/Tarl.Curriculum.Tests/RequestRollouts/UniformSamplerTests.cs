using Tarl.Curriculum.RequestRollouts;

namespace Tarl.Curriculum.Tests.RequestRollouts;

public sealed class UniformSamplerTests
{
    private static int[] Places(UniformSampler sampler, int from, int count) => [.. Enumerable.Range(from, count).Select(place => sampler.TaskAt(place))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(23)]
    public void TaskAt_EachRound_HasEveryTaskOnce(int tasks)
    {
        var sampler = new UniformSampler(seed: 6, tasks);
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(Enumerable.Range(0, tasks), Places(sampler, round * tasks, tasks).Order());
        }
    }

    [Fact]
    public void TaskAt_NextRoundAndOtherSeed_HaveOtherOrders()
    {
        var sampler = new UniformSampler(seed: 6, tasks: 40);
        Assert.NotEqual(Places(sampler, 0, 40), Places(sampler, 40, 40));
        Assert.NotEqual(Places(sampler, 0, 40), Places(new UniformSampler(seed: 7, tasks: 40), 0, 40));
    }

    [Fact]
    public void TaskAt_AskedInAnyOrder_GivesTheSameTask()
    {
        var inOrder = Places(new UniformSampler(seed: 2, tasks: 9), 0, 45);
        var sampler = new UniformSampler(seed: 2, tasks: 9);
        foreach (var place in Enumerable.Range(0, 45).Select(i => i * 31 % 45))
        {
            Assert.Equal(inOrder[place], sampler.TaskAt(place));
        }
    }

    [Fact]
    public void TaskAt_PlaceBeyondAnInt_IsATask() => Assert.InRange(new UniformSampler(seed: 2, tasks: 9).TaskAt(long.MaxValue), 0, 8);
}
