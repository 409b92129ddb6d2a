namespace Tarl.Learner.Rewards;

/// <summary>From rewards of turns to rewards of tokens.</summary>
public static class TokenRewards
{
    /// <summary>Credits each turn's reward to the turn's last sampled token; that of a turn without any to the last token before it.</summary>
    /// <param name="turnRewards">One an agent turn, in order. (A)</param>
    /// <param name="turnTokens">Tokens that the policy sampled for each agent turn. (A)</param>
    /// <param name="sampledTokens">S, tokens that it sampled in all.</param>
    /// <returns>One entry a sampled token. (S)</returns>
    /// <exception cref="ArgumentException">The turns have not S tokens in all.</exception>
    public static double[] Place(ReadOnlySpan<double> turnRewards, ReadOnlySpan<int> turnTokens, int sampledTokens)
    {
        if (turnTokens.Length != turnRewards.Length) throw new ArgumentException($"There are {turnRewards.Length} turn rewards for {turnTokens.Length} turns.");
        var rewards = new double[sampledTokens];
        var end = 0;
        for (var turn = 0; turn < turnRewards.Length; turn++)
        {
            end += turnTokens[turn];
            if (end > sampledTokens) break;
            if (sampledTokens > 0) rewards[Math.Max(0, end - 1)] += turnRewards[turn];
        }

        return end == sampledTokens ? rewards : throw new ArgumentException($"The agent's turns have {end} tokens or more, but {sampledTokens} were sampled.");
    }
}
