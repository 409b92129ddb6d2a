using Tarl.Contracts.Rewards;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>Which tasks an update's episodes were of, why they were chosen, and how they went; by their names in <c>metrics.jsonl</c>.</summary>
internal static class SampledTasks
{
    /// <param name="samples">All of the update; pass rates are of those that are valid.</param>
    public static void AddTo(Dictionary<string, double> metrics, IReadOnlyList<Sample> samples)
    {
        EpisodeScored[] valid = [.. samples.Where(sample => sample.IsValid).Select(sample => sample.Scored)];
        foreach (var kind in InOrder(valid, episode => episode.Kind)) metrics[$"passRate/{kind.Key}"] = PassRate(kind);
        foreach (var family in InOrder(valid, episode => episode.Domain)) metrics[$"familyPassRate/{family.Key}"] = PassRate(family);

        EpisodeScored[] groups = [.. samples.Select(sample => sample.Scored).DistinctBy(episode => episode.Group)];
        metrics["tasks"] = groups.DistinctBy(group => group.TaskId).Count();
        foreach (var kind in InOrder(groups, group => group.Kind)) metrics[$"groups/{kind.Key}"] = kind.Count();
        foreach (var family in InOrder(groups, group => group.Domain)) metrics[$"familyGroups/{family.Key}"] = family.Count();
        foreach (var reason in InOrder(groups.Where(group => group.Choice is not null), group => group.Choice!.Reason)) metrics[$"chosen/{reason.Key}"] = reason.Count();
        if (groups.Average(group => group.Choice?.ExpectedPassRate) is { } expected) metrics["expectedPassRate"] = expected;
    }

    private static double PassRate(IEnumerable<EpisodeScored> episodes) => episodes.Average(episode => episode.Success ? 1.0 : 0.0);

    private static IOrderedEnumerable<IGrouping<string, T>> InOrder<T>(IEnumerable<T> items, Func<T, string> key) =>
        items.GroupBy(key).OrderBy(group => group.Key, StringComparer.Ordinal);
}
