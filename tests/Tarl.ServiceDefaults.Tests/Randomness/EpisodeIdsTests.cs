using Tarl.ServiceDefaults.Randomness;

namespace Tarl.ServiceDefaults.Tests.Randomness;

public sealed class EpisodeIdsTests
{
    [Fact]
    public void From_EverySeedBatchGroupAndTrial_IsUnique()
    {
        var ids =
            from seed in Enumerable.Range(0, 3)
            from batch in new[] { "update-1", "update-11", "demonstrations" }
            from @group in Enumerable.Range(0, 20)
            from trial in Enumerable.Range(0, 20)
            select EpisodeIds.From((ulong)seed, batch, @group, trial);
        Assert.Equal(3 * 3 * 20 * 20, ids.Distinct().Count());
    }

    [Fact]
    public void From_SameParts_IsTheSameId() =>
        Assert.Equal(EpisodeIds.From(9, "update-3", 2, 1), EpisodeIds.From(9, "update-3", 2, 1));
}
