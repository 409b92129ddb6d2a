using Tarl.Curriculum.Samplers;

namespace Tarl.Curriculum.Tests.Samplers;

public sealed class TaskCycleTests
{
    private static int[] Take(ulong seed, int tasks, long first, int count) => TaskCycle.Take(seed, "tasks", tasks, first, count);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(23)]
    public void Take_EachRound_HasEveryTaskOnce(int tasks)
    {
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(Enumerable.Range(0, tasks), Take(seed: 6, tasks, round * tasks, tasks).Order());
        }
    }

    [Fact]
    public void Take_NextRoundOtherSeedAndOtherName_HaveOtherOrders()
    {
        var first = Take(seed: 6, tasks: 40, 0, 40);
        Assert.NotEqual(first, Take(seed: 6, tasks: 40, 40, 40));
        Assert.NotEqual(first, Take(seed: 7, tasks: 40, 0, 40));
        Assert.NotEqual(first, TaskCycle.Take(6, "explored", 40, 0, 40));
    }

    [Fact]
    public void Take_PlaceByPlaceInAnyOrder_GivesTheSameTasks()
    {
        var inOrder = Take(seed: 2, tasks: 9, 0, 45);
        foreach (var place in Enumerable.Range(0, 45).Select(i => i * 31 % 45))
        {
            Assert.Equal([inOrder[place]], Take(seed: 2, tasks: 9, place, 1));
        }
    }

    [Fact]
    public void Take_AcrossARoundsEnd_GoesOnInTheNext()
    {
        var inOrder = Take(seed: 2, tasks: 9, 0, 45);
        Assert.Equal(inOrder[7..20], Take(seed: 2, tasks: 9, 7, 13));
    }

    [Fact]
    public void Take_PlaceBeyondAnInt_IsATask() => Assert.InRange(Take(seed: 2, tasks: 9, long.MaxValue, 1)[0], 0, 8);

    /// <summary>Shuffles as the curriculum has made them since its first run; another order would be another run for the same seed.</summary>
    [Fact]
    public void Take_OrderOfTheFirstRound_IsASeededShuffleByName()
    {
        int[] expected = [.. Enumerable.Range(0, 12)];
        new Tarl.ServiceDefaults.Randomness.SeededRandom(Tarl.ServiceDefaults.Randomness.SeededRandom.Derive(5, "tasks/0")).Shuffle(expected);
        Assert.Equal(expected, Take(seed: 5, tasks: 12, 0, 12));
    }
}
