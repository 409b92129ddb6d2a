namespace Tarl.Learner.Advantages;

/// <summary>GRPO's advantage (arXiv 2402.03300, section 4.1.2): an episode's reward against the mean of its group, in standard deviations of the group.</summary>
public sealed class GroupAdvantage(GroupAdvantageOptions options)
{
    /// <param name="rewards">Of one group's members. (M)</param>
    /// <param name="advantages">Receives the advantages. (M)</param>
    public void Estimate(ReadOnlySpan<double> rewards, Span<double> advantages)
    {
        var mean = 0.0;
        foreach (var reward in rewards) mean += reward;
        mean /= rewards.Length;
        var scale = options.NormalizeByDeviation ? 1 / (DeviationOf(rewards, mean) + options.Epsilon) : 1;
        for (var i = 0; i < rewards.Length; i++) advantages[i] = (rewards[i] - mean) * scale;
    }

    // Population standard deviation: divided by the number of members.
    private static double DeviationOf(ReadOnlySpan<double> rewards, double mean)
    {
        var squares = 0.0;
        foreach (var reward in rewards) squares += (reward - mean) * (reward - mean);
        return Math.Sqrt(squares / rewards.Length);
    }
}
