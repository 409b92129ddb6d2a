namespace Tarl.Learner.Advantages;

/// <summary>GRPO's advantage (arXiv 2402.03300, section 4.1.2): an episode's reward against the mean of its group, in standard deviations of the group.</summary>
public sealed class GroupAdvantage(GroupAdvantageOptions options)
{
    /// <param name="rewards">The trajectories' rewards, in any order. (N)</param>
    /// <param name="groups">The number of each trajectory's group. (N)</param>
    /// <param name="valid">False for episodes that failed outside the policy: they get 0 and have no part in their group's baseline. (N)</param>
    /// <param name="advantages">Receives the advantages. (N)</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public GroupAdvantageSummary Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groups, ReadOnlySpan<bool> valid, Span<double> advantages)
    {
        if (groups.Length != rewards.Length || valid.Length != rewards.Length || advantages.Length != rewards.Length)
        {
            throw new ArgumentException($"Rewards ({rewards.Length}), groups ({groups.Length}), validity ({valid.Length}) and advantages ({advantages.Length}) must be equally many.");
        }

        advantages.Clear();
        var members = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!members.TryGetValue(groups[i], out var list)) members[groups[i]] = list = [];
            if (valid[i]) list.Add(i);
        }

        var (dropped, zeroVariance) = (0, 0);
        foreach (var group in members.Values)
        {
            if (group.Count < 2) dropped++;
            else if (!EstimateGroup(rewards, group, advantages)) zeroVariance++;
        }

        return new GroupAdvantageSummary(members.Count, dropped, zeroVariance);
    }

    /// <returns>False if all rewards are equal.</returns>
    private bool EstimateGroup(ReadOnlySpan<double> rewards, List<int> group, Span<double> advantages)
    {
        var (sum, lowest, highest) = (0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var i in group)
        {
            sum += rewards[i];
            lowest = Math.Min(lowest, rewards[i]);
            highest = Math.Max(highest, rewards[i]);
        }

        // Compared before dividing: the mean of equal rewards is not always equal to them in floating point.
        if (lowest == highest) return false;

        var mean = sum / group.Count;
        var scale = options.NormalizeByDeviation ? 1 / (DeviationOf(rewards, group, mean) + options.Epsilon) : 1;
        foreach (var i in group) advantages[i] = (rewards[i] - mean) * scale;
        return true;
    }

    // Population standard deviation: divided by the number of members.
    private static double DeviationOf(ReadOnlySpan<double> rewards, List<int> group, double mean)
    {
        var squares = 0.0;
        foreach (var i in group) squares += (rewards[i] - mean) * (rewards[i] - mean);
        return Math.Sqrt(squares / group.Count);
    }
}
