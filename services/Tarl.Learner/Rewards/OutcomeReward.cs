namespace Tarl.Learner.Rewards;

/// <summary>The verdict alone: 1 or 0, at the end of the episode. The judge is not heard.</summary>
public sealed class OutcomeReward : IRewardShaper
{
    public string Name => "outcome";

    public double Shape(bool success, ReadOnlySpan<int> turnScores, Span<double> turnRewards)
    {
        TurnScores.Check(turnScores, turnRewards.Length);
        var reward = success ? 1.0 : 0.0;
        turnRewards.Clear();
        if (!turnRewards.IsEmpty) turnRewards[^1] = reward;
        return reward;
    }
}
