namespace Tarl.Learner.Rewards;

/// <summary>What every reward demands of a judge's scores.</summary>
internal static class TurnScores
{
    public static void Check(ReadOnlySpan<int> scores, int rewards)
    {
        if (scores.Length != rewards) throw new ArgumentException($"There are {scores.Length} turn scores, but room for {rewards} turn rewards.");
        if (scores.ContainsAnyExceptInRange(-1, 1)) throw new ArgumentException("A turn score is −1, 0 or 1.");
        if (scores.Count(-1) > 1) throw new ArgumentException("At most one turn scores −1.");
    }
}
