using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;

namespace Tarl.Policy.Tests.Engines.Managed;

public sealed class WorkPlanTests
{
    [Fact]
    public void Assign_MixedLengths_GivesTheLongestFirstToTheLeastLoaded()
    {
        // 9 -> A(9), 7 -> B(7), 7 -> B(14), 5 -> A(14), 1 -> A(15): equal loads go to the lower thread.
        var batch = new[] { 7, 5, 9, 7, 1 }.Select(length => new TokenSequence { Tokens = new int[length], Sampled = new bool[length] }).ToList();

        var plan = WorkPlan.Assign(batch, 2);

        Assert.Equal([2, 1, 4], plan[0]);
        Assert.Equal([0, 3], plan[1]);
    }
}
