namespace Tarl.Learner.Rewards;

/// <summary>Makes rewards of a verdict and the judge's turn scores. Pure.</summary>
public interface IRewardShaper
{
    /// <summary>The name it is chosen by: <c>outcome</c>, <c>tarl</c>.</summary>
    string Name { get; }

    /// <param name="success">The verifier's verdict.</param>
    /// <param name="turnScores">One score in {−1, 0, +1} for each agent turn, in order. (A)</param>
    /// <param name="turnRewards">Receives what is credited to the last token of each agent turn. (A)</param>
    /// <returns>The trajectory's reward: the sum of <paramref name="turnRewards"/>, and the verdict's share alone if there is no agent turn.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is none.</exception>
    double Shape(bool success, ReadOnlySpan<int> turnScores, Span<double> turnRewards);
}
