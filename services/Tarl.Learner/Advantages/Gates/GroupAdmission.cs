namespace Tarl.Learner.Advantages.Gates;

/// <summary>Takes the groups that a gate refuses out of an estimate: their episodes are in no gradient and in no mean over tokens.</summary>
public static class GroupAdmission
{
    /// <param name="estimate">Of the same episodes. Groups of which it learns from none are not asked about: they are counted already.</param>
    public static AdvantageEstimate Apply(IGroupGate gate, IReadOnlyList<RewardedEpisode> episodes, AdvantageEstimate estimate)
    {
        var refused = new Dictionary<int, string>();
        foreach (var group in Enumerable.Range(0, episodes.Count).Where(i => estimate.Advantages[i] is not null).GroupBy(i => episodes[i].Group))
        {
            if (gate.Refuse([.. group.Select(i => episodes[i])]) is { } reason)
            {
                refused.Add(group.Key, reason);
            }
        }

        return refused.Count == 0 ? estimate : estimate with
        {
            Advantages = Without(estimate.Advantages),
            Returns = Without(estimate.Returns),
            RefusedGroups = refused,
        };

        IReadOnlyList<double[]?> Without(IReadOnlyList<double[]?> arrays) => [.. arrays.Select((array, i) => refused.ContainsKey(episodes[i].Group) ? null : array)];
    }
}
