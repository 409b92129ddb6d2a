using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.Rewards;
using Tarl.Learner.ScoreEpisode;

namespace Tarl.Learner.Tests.ScoreEpisode;

public sealed class EpisodeScorerTests
{
    private static EpisodeScorer Scorer(string reward = "tarl") =>
        new([new OutcomeReward(), new TarlReward(new TarlRewardOptions())], Options.Create(new RewardOptions { Shaper = reward }));

    // With TARL's weights, all times 0.1: a success is worth 10, the major deviation −5, all turns together at most 5.
    [Theory]
    [InlineData(true, new[] { 1, 1 }, 1.5)]
    [InlineData(true, new[] { 1, 0, 0, 1 }, 1.25)]
    [InlineData(true, new[] { -1, 1 }, 0.75)]
    [InlineData(false, new[] { 1, -1 }, -0.25)]
    [InlineData(false, new[] { 0 }, 0)]
    public void Score_TarlReward_IsWhatVerdictAndTurnsComeTo(bool success, int[] scores, double reward) =>
        Assert.Equal(reward, Scorer().Score(Episode.Joined(success, scores)).Reward, 1e-12);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Score_OutcomeReward_IsTheVerdict(bool success, double reward) =>
        Assert.Equal(reward, Scorer("outcome").Score(Episode.Joined(success, 1, -1)).Reward);

    [Fact]
    public void Score_Episode_TakesOverItsFigures()
    {
        var scored = Scorer().Score(new JoinedEpisode(Episode.Completed("Wait, wait!", "The waiter waits."), Episode.Verified(), Episode.Judged(1, 1)));

        Assert.Equal((Episode.Id, "update-2", 3, 1), (scored.EpisodeId, scored.Batch, scored.Group, scored.Trial));
        Assert.Equal(("t7", "cancel", RolloutPurpose.Training, StopReason.UserStopped), (scored.TaskId, scored.Kind, scored.Purpose, scored.StopReason));
        Assert.Equal((40, 11, 2, 1), (scored.Tokens, scored.SampledTokens, scored.AgentTurns, scored.ToolErrors));
        Assert.Equal(2, scored.WaitTokens);
        Assert.True(scored.Success);
        Assert.Null(scored.Failure);
    }

    [Fact]
    public void Score_ScoresOutOfOrder_AreThoseOfTheirTurns()
    {
        var judged = Episode.Judged(1, 0, -1);
        var scorer = new EpisodeScorer([new LastTurn()], Options.Create(new RewardOptions { Shaper = "last" }));
        Assert.Equal(-1, scorer.Score(new JoinedEpisode(Episode.Completed("a", "b", "c"), Episode.Verified(), judged with { Scores = [.. judged.Scores.Reverse()] })).Reward);
    }

    [Fact]
    public void Score_VerifierFailed_IsNeitherSuccessNorReward()
    {
        var episode = Episode.Joined(success: true, 1, 1);
        var scored = Scorer().Score(episode with { Verified = episode.Verified with { Failure = "cannot replay" } });
        Assert.Equal((false, 0.0, Boundary.Verifier), (scored.Success, scored.Reward, scored.Failure!.Boundary));
    }

    [Fact]
    public void Score_JudgeGaveAnotherNumberOfScores_FailsTheEpisodeNotTheLearner()
    {
        var scored = Scorer().Score(new JoinedEpisode(Episode.Completed("a", "b"), Episode.Verified(), Episode.Judged(1)));
        Assert.Equal(new EpisodeFailure { Boundary = Boundary.Judge, Message = "There are 1 turn scores for 2 agent turns." }, scored.Failure);
        Assert.Equal((false, 0.0), (scored.Success, scored.Reward));
    }

    [Fact]
    public void Constructor_UnknownReward_NamesThoseThereAre()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Scorer("shiny"));
        Assert.Equal("There is no reward 'shiny'; there are outcome, tarl.", error.Message);
    }

    /// <summary>The last turn's score.</summary>
    private sealed class LastTurn : IRewardShaper
    {
        public string Name => "last";

        public double Shape(bool success, ReadOnlySpan<int> turnScores, Span<double> turnRewards) => turnScores[^1];
    }
}
