using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Rewards;

/// <summary>
/// Turn-level adjudicated reward (TARL, arXiv 2509.14480): the verdict, the major deviation's price, and the other turns' scores
/// divided by the number of agent turns, times a cap. Four bands result that never overlap: clean success, flawed success,
/// failure without a major deviation, failure with one.
/// </summary>
public sealed class TarlReward : IRewardShaper
{
    private readonly TarlRewardOptions _options;

    /// <exception cref="ValidationException">The weights let the bands overlap.</exception>
    public TarlReward(TarlRewardOptions options)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        _options = options;
    }

    public string Name => "tarl";

    public double Shape(bool success, ReadOnlySpan<int> turnScores, Span<double> turnRewards)
    {
        TurnScores.Check(turnScores, turnRewards.Length);
        var verdict = success ? _options.Success * _options.Scale : 0;
        if (turnScores.IsEmpty) return verdict;

        var perPoint = WorthOfOnePoint(success, turnScores) * _options.Scale;
        for (var turn = 0; turn < turnScores.Length; turn++)
        {
            turnRewards[turn] = turnScores[turn] < 0 ? _options.MajorDeviation * _options.Scale : turnScores[turn] * perPoint;
        }

        turnRewards[^1] += verdict;
        return _options.Placement == RewardPlacement.Terminal ? MoveToEnd(turnRewards) : Sum(turnRewards);
    }

    private double WorthOfOnePoint(bool success, ReadOnlySpan<int> turnScores)
    {
        var points = turnScores.Count(1);
        var perPoint = _options.TurnCap / turnScores.Length;
        return success || points == 0 ? perPoint : Math.Min(perPoint, (_options.TurnCap - _options.BandGap) / points);
    }

    private static double MoveToEnd(Span<double> turnRewards)
    {
        var total = Sum(turnRewards);
        turnRewards.Clear();
        turnRewards[^1] = total;
        return total;
    }

    private static double Sum(ReadOnlySpan<double> turnRewards)
    {
        var total = 0.0;
        foreach (var reward in turnRewards) total += reward;
        return total;
    }
}
