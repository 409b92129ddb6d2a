using Tarl.Sandbox.GenerateTasks;

namespace Tarl.Sandbox.Tests.GenerateTasks;

public class ApportionmentTests
{
    // Quotas 5, 2.5, 2.5: the tie over the last one goes to the earlier.
    [Fact]
    public void ByLargestRemainder_Tie_GoesToTheEarlier() => Assert.Equal([5, 3, 2], Apportionment.ByLargestRemainder(10, [0.5, 0.25, 0.25]));

    // Quotas 1.12, 0.98, 4.9: floors 1, 0, 4, then the remainders 0.98 and 0.9.
    [Fact]
    public void ByLargestRemainder_Fractions_GoToTheLargest() => Assert.Equal([1, 1, 5], Apportionment.ByLargestRemainder(7, [0.16, 0.14, 0.7]));

    [Fact]
    public void ByLargestRemainder_SharesNotSummingToOne_AreRelative() => Assert.Equal([3, 1], Apportionment.ByLargestRemainder(4, [6, 2]));

    [Fact]
    public void ByLargestRemainder_AllZero_GivesNothing() => Assert.Equal([0, 0], Apportionment.ByLargestRemainder(4, [0, 0]));
}
