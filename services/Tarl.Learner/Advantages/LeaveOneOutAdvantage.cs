namespace Tarl.Learner.Advantages;

/// <summary>RLOO's advantage (arXiv 2402.14740, section 3.2): an episode's reward against the mean reward of the group's other episodes.</summary>
public static class LeaveOneOutAdvantage
{
    /// <param name="rewards">Of one group's members, at least two. (M)</param>
    /// <param name="advantages">Receives the advantages. (M)</param>
    public static void Estimate(ReadOnlySpan<double> rewards, Span<double> advantages)
    {
        var sum = 0.0;
        foreach (var reward in rewards) sum += reward;
        for (var i = 0; i < rewards.Length; i++) advantages[i] = rewards[i] - ((sum - rewards[i]) / (rewards.Length - 1));
    }
}
