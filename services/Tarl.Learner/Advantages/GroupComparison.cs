namespace Tarl.Learner.Advantages;

/// <summary>Compares the valid episodes of each group with each other; every sampled token of an episode gets the episode's advantage.</summary>
public sealed class GroupComparison(GroupOptions options)
{
    public AdvantageEstimate Estimate(IReadOnlyList<RewardedEpisode> episodes, GroupFormula formula)
    {
        var advantages = new double[]?[episodes.Count];
        var (dropped, zeroVariance) = (0, 0);
        foreach (var group in Enumerable.Range(0, episodes.Count).GroupBy(i => episodes[i].Group))
        {
            var members = group.Where(i => episodes[i].IsValid).ToArray();
            if (members.Length < options.MinimumMembers)
            {
                dropped++;
                continue;
            }

            double[] rewards = [.. members.Select(i => episodes[i].Reward)];

            // Compared before dividing: the mean of equal rewards is not always equal to them in floating point.
            var differ = rewards.AsSpan().ContainsAnyExcept(rewards[0]);
            zeroVariance += differ ? 0 : 1;
            Spread(episodes, members, differ ? Apply(formula, rewards) : new double[rewards.Length], advantages);
        }

        return new AdvantageEstimate { Advantages = advantages, DroppedGroups = dropped, ZeroVarianceGroups = zeroVariance };
    }

    private static double[] Apply(GroupFormula formula, double[] rewards)
    {
        var advantages = new double[rewards.Length];
        formula(rewards, advantages);
        return advantages;
    }

    private static void Spread(IReadOnlyList<RewardedEpisode> episodes, int[] members, double[] ofMembers, double[]?[] advantages)
    {
        foreach (var (i, advantage) in members.Zip(ofMembers))
        {
            advantages[i] = new double[episodes[i].TokenRewards.Length];
            Array.Fill(advantages[i]!, advantage);
        }
    }
}
