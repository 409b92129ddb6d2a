using System.ComponentModel.DataAnnotations;
using Tarl.Learner.Rewards;

namespace Tarl.Learner.Tests.Rewards;

public sealed class TarlRewardTests
{
    private static double[] Shape(TarlRewardOptions options, bool success, int[] scores, out double total)
    {
        var rewards = new double[scores.Length];
        total = new TarlReward(options).Shape(success, scores, rewards);
        return rewards;
    }

    private static double Total(bool success, params int[] scores)
    {
        Shape(new TarlRewardOptions(), success, scores, out var total);
        return total;
    }

    [Theory]
    [InlineData(true, new[] { 1, 1, 0, 1 }, 1.375)] // (10 + 3/4 · 5) / 10
    [InlineData(true, new[] { 1, 1 }, 1.5)] // (10 + 5) / 10
    [InlineData(true, new[] { 0 }, 1.0)] // 10 / 10
    [InlineData(true, new[] { 1, -1, 0, 0 }, 0.625)] // (10 − 5 + 1/4 · 5) / 10
    [InlineData(false, new[] { 1, 1, 0, 1 }, 0.375)] // (3/4 · 5) / 10
    [InlineData(false, new[] { 1, 1 }, 0.49)] // (5 − 0.1) / 10: the gap below a flawed success
    [InlineData(false, new[] { 0, 0 }, 0.0)]
    [InlineData(false, new[] { 1, -1 }, -0.25)] // (−5 + 1/2 · 5) / 10
    [InlineData(false, new[] { -1 }, -0.5)]
    public void Shape_WeightsOfThePaper_TotalByHand(bool success, int[] scores, double expected) =>
        Assert.Equal(expected, Total(success, scores), 12);

    [Fact]
    public void Shape_Terminal_AllOnTheLastTurn()
    {
        var rewards = Shape(new TarlRewardOptions(), true, [1, -1, 0, 0], out _);
        Assert.Equal([0, 0, 0, 0.625], rewards);
    }

    [Fact]
    public void Shape_Turn_EachShareOnItsTurnAndVerdictOnTheLast()
    {
        // +1: 5/4 · 0.1; −1: −5 · 0.1; verdict: 10 · 0.1.
        var rewards = Shape(new TarlRewardOptions { Placement = RewardPlacement.Turn }, true, [1, -1, 0, 0], out var total);
        Assert.Equal([0.125, -0.5, 0, 1.0], rewards);
        Assert.Equal(0.625, total, 12);
    }

    [Fact]
    public void Shape_ScaleOne_IsThePapersReward()
    {
        Shape(new TarlRewardOptions { Scale = 1 }, true, [1, 0], out var total);
        Assert.Equal(12.5, total, 12);
    }

    [Fact]
    public void Shape_NoAgentTurn_VerdictAlone()
    {
        Assert.Equal(1.0, Total(true));
        Assert.Equal(0.0, Total(false));
    }

    [Theory]
    [InlineData(RewardPlacement.Terminal)]
    [InlineData(RewardPlacement.Turn)]
    public void Shape_AllPatternsUpToSixTurns_BandsDoNotOverlapAndSharesAddUp(RewardPlacement placement)
    {
        var options = new TarlRewardOptions { Placement = placement };
        var bands = new Dictionary<(bool Success, bool Flawed), (double Low, double High)>();
        foreach (var scores in Patterns(6))
        {
            foreach (var success in new[] { false, true })
            {
                var rewards = Shape(options, success, scores, out var total);
                Assert.Equal(total, rewards.Sum(), 12);
                var band = (success, scores.Contains(-1));
                var (low, high) = bands.GetValueOrDefault(band, (double.PositiveInfinity, double.NegativeInfinity));
                bands[band] = (Math.Min(low, total), Math.Max(high, total));
            }
        }

        Assert.True(bands[(true, false)].Low > bands[(true, true)].High + 0.01);
        Assert.True(bands[(true, true)].Low > bands[(false, false)].High + 0.009);
        Assert.True(bands[(false, false)].Low > bands[(false, true)].High + 0.01);
    }

    [Fact]
    public void Shape_OneMorePoint_IsNeverWorthLess()
    {
        foreach (var scores in Patterns(5))
        {
            for (var turn = 0; turn < scores.Length; turn++)
            {
                if (scores[turn] == 1) continue;

                int[] better = [.. scores];
                better[turn]++;
                Assert.True(Total(true, better) > Total(true, scores));
                Assert.True(Total(false, better) > Total(false, scores));
            }
        }
    }

    [Theory]
    [InlineData(new[] { 2 }, 1)]
    [InlineData(new[] { -2 }, 1)]
    [InlineData(new[] { -1, -1 }, 2)]
    [InlineData(new[] { 1, 1 }, 1)]
    public void Shape_ScoresThatAreNone_AreRefused(int[] scores, int rewards)
    {
        Assert.Throws<ArgumentException>(() => new TarlReward(new TarlRewardOptions()).Shape(true, scores, new double[rewards]));
        Assert.Throws<ArgumentException>(() => new OutcomeReward().Shape(true, scores, new double[rewards]));
    }

    [Theory]
    [InlineData(10, -5.1, 5, 0.1)] // A flawed success would be worth less than a flawless failure.
    [InlineData(10, -5, 6, 0.1)] // The turns would make up for the deviation.
    [InlineData(10, -5, 5, 0)]
    [InlineData(double.NaN, -5, 5, 0.1)]
    public void TarlReward_WeightsThatLetBandsOverlap_AreRefused(double success, double deviation, double cap, double gap)
    {
        var options = new TarlRewardOptions { Success = success, MajorDeviation = deviation, TurnCap = cap, BandGap = gap };
        Assert.Throws<ValidationException>(() => new TarlReward(options));
    }

    /// <summary>All score patterns with at most one −1.</summary>
    private static IEnumerable<int[]> Patterns(int maxTurns)
    {
        for (var turns = 1; turns <= maxTurns; turns++)
        {
            for (var code = 0; code < (int)Math.Pow(3, turns); code++)
            {
                int[] scores = [.. Enumerable.Range(0, turns).Select(turn => (code / (int)Math.Pow(3, turn) % 3) - 1)];
                if (scores.Count(score => score == -1) <= 1) yield return scores;
            }
        }
    }
}
