using Tarl.Cli.CheckJudge;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;

namespace Tarl.Cli.Tests.CheckJudge;

public sealed class JudgeAgreementTests
{
    [Fact]
    public void Of_JudgeThatIsAlwaysRight_AgreesThroughout()
    {
        var episodes = new[] { Episode(1, "none", 1, 1), Episode(2, "wrong-item", 1, -1, 0) };

        var agreement = JudgeAgreement.Of(episodes, Judged(episodes, [1, 1], [1, -1, 0]));

        Assert.Equal((1.0, 1.0, 1.0), (agreement.TurnAgreement.Value, agreement.EpisodeAgreement.Value, agreement.Kappa));
        Assert.Empty(agreement.Disagreements);
    }

    [Fact]
    public void Of_MissedAndInventedDeviations_AreCountedByFault()
    {
        // Of 8 turns 5 are right; of 3 episodes 1. The second fault's −1 is found one turn too late: missed there, invented here.
        var episodes = new[] { Episode(1, "none", 1, 1), Episode(2, "late", 1, -1, 0), Episode(3, "missed", 1, 1, -1) };

        var agreement = JudgeAgreement.Of(episodes, Judged(episodes, [1, 1], [1, 0, -1], [1, 1, 1]));

        Assert.Equal(5.0 / 8, agreement.TurnAgreement.Value, 12);
        Assert.Equal(1.0 / 3, agreement.EpisodeAgreement.Value, 12);
        Assert.Equal([[0, 1, 1], [1, 0, 0], [0, 0, 5]], agreement.Confusion);
        Assert.Equal(
            [("none", 0, 0, 0), ("late", 1, 1, 1), ("missed", 1, 1, 0)],
            agreement.ByFault.Select(fault => (fault.Fault, fault.Deviations, fault.Missed, fault.Invented)));
        Assert.Equal([3, 5, 5], agreement.Disagreements.Select(wrong => wrong.Turn));
    }

    [Fact]
    public void Of_Kappa_IsAgreementBeyondChance()
    {
        // Truth: 2 of 4 turns +1, 2 of 4 0; judged: 3 and 1; right: 3 of 4. By chance: 1/2 · 3/4 + 1/2 · 1/4 = 1/2. So (3/4 − 1/2) / (1 − 1/2) = 1/2.
        var episodes = new[] { Episode(1, "repeated", 1, 1, 0, 0) };

        Assert.Equal(0.5, JudgeAgreement.Of(episodes, Judged(episodes, [1, 1, 1, 0])).Kappa, 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5)]
    [InlineData(-1, -1)]
    public void Of_ScoresThatAreNone_LeaveTheEpisodeUndecided(params int[] scores)
    {
        var episodes = new[] { Episode(1, "none", 1, 1), Episode(2, "none", 1, 1) };

        var agreement = JudgeAgreement.Of(episodes, Judged(episodes, [1, 1], scores));

        Assert.Equal((1, 1, 1.0), (agreement.Undecided, agreement.Episodes, agreement.TurnAgreement.Value));
    }

    [Fact]
    public void Of_JudgeThatAlwaysFails_IsRefusedWithItsReason()
    {
        var episodes = new[] { Episode(1, "none", 1) };
        var failed = new EpisodeJudged { EpisodeId = episodes[0].Episode.EpisodeId, Scores = [], Failure = "no credit left" };

        var error = Assert.Throws<InvalidDataException>(() => JudgeAgreement.Of(episodes, new Dictionary<Guid, EpisodeJudged> { [failed.EpisodeId] = failed }));

        Assert.Contains("no credit left", error.Message);
    }

    /// <summary>User and agent take turns: the agent's are 1, 3, 5, …</summary>
    private static LabelledEpisode Episode(int number, string fault, params int[] truth)
    {
        var turns = truth.SelectMany((_, i) => new[] { new Turn { Role = TurnRole.User, Text = "?" }, new Turn { Role = TurnRole.Agent, Text = $"{i}" } }).ToArray();
        return new LabelledEpisode(fault, new EpisodeCompleted { EpisodeId = Id(number), Rollout = Rollout(number), Turns = turns, Changes = [], StopReason = StopReason.UserStopped }, truth);
    }

    private static Dictionary<Guid, EpisodeJudged> Judged(LabelledEpisode[] episodes, params int[][] scores) => episodes.Zip(scores).ToDictionary(
        pair => pair.First.Episode.EpisodeId,
        pair => new EpisodeJudged
        {
            EpisodeId = pair.First.Episode.EpisodeId,
            Scores = [.. pair.Second.Select((score, i) => new TurnScore { TurnIndex = (2 * i) + 1, Score = score, Reason = "because" })],
        });

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static RequestRollout Rollout(int number) => new()
    {
        EpisodeId = Id(number),
        Task = new TaskSpec
        {
            Id = $"task-{number}", Domain = "retail", Kind = "cancel", DataSet = "retail", Instruction = "", GroundTruth = [],
            Script = new UserScript { Identity = new Dictionary<string, string>(), Goals = [] },
        },
        Purpose = RolloutPurpose.Evaluation,
        Batch = "judge-check",
        BatchSize = 1,
        Group = 0,
        Trial = 0,
        Agent = "demonstrator",
        Seed = 1,
        Sampling = new SamplingOptions(),
    };
}
