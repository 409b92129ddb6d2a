using Tarl.Contracts.Rewards;
using Tarl.Judge.JudgeEpisode.Models;

namespace Tarl.Judge.Tests.JudgeEpisode.Models;

public sealed class VoteTests
{
    private static IReadOnlyList<TurnScore> Judgement(string name, params int[] scores) =>
        [.. scores.Select((score, turn) => new TurnScore { TurnIndex = 2 * turn + 1, Score = score, Reason = name })];

    [Fact]
    public void Of_Majority_CountsWithItsReason()
    {
        var scores = Vote.Of([Judgement("a", 1, 0), Judgement("b", 1, -1), Judgement("c", 0, -1)]);

        Assert.Equal([(1, 1, "a"), (3, -1, "b")], scores.Select(score => (score.TurnIndex, score.Score, score.Reason)));
    }

    [Theory]
    [InlineData(1, -1)]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    public void Of_HalfAndHalf_IsZeroAndSaysWhy(int one, int other)
    {
        var score = Vote.Of([Judgement("a", one), Judgement("b", other)]).Single();

        Assert.Equal(0, score.Score);
        Assert.StartsWith("the judgements disagree: ", score.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DeviationsAtDifferentTurns_AreNotTwo() =>
        Assert.Equal([0, 0], Vote.Of([Judgement("a", -1, 0), Judgement("b", 1, -1)]).Select(score => score.Score));

    /// <summary>Of all sets of three and of four judgements of one turn: the median, the one nearer to 0 of the middle two.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Of_AnyVotes_IsTheMedian(int voters)
    {
        for (var code = 0; code < Math.Pow(3, voters); code++)
        {
            var votes = Enumerable.Range(0, voters).Select(voter => code / (int)Math.Pow(3, voter) % 3 - 1).ToArray();
            var sorted = votes.Order().ToArray();
            var (low, high) = (sorted[(voters - 1) / 2], sorted[voters / 2]);
            Assert.Equal(low == high ? low : 0, Vote.Of([.. votes.Select(vote => Judgement("x", vote))]).Single().Score);
        }
    }
}
