using Tarl.Cli.CheckJudge;
using Tarl.Contracts.Episodes;
using Tarl.Judge.JudgeEpisode;

namespace Tarl.Cli.Tests.CheckJudge;

public sealed class LabelledEpisodesTests : IAsyncLifetime, IDisposable
{
    private readonly PlayedWorld _world = new(["retail", "airline"], seed: 3);
    private IReadOnlyList<LabelledEpisode> _episodes = [];

    public async Task InitializeAsync() => _episodes = await new LabelledEpisodes(_world, seed: 3).PlayAsync(600, _ => { }, CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _world.Dispose();

    [Fact]
    public void PlayAsync_EveryFault_IsThereInBothDomains()
    {
        var domains = _episodes.GroupBy(episode => episode.Fault).ToDictionary(fault => fault.Key, fault => fault.Select(episode => episode.Episode.Rollout.Task.Domain).Distinct().ToArray());

        Assert.Equal(17, domains.Count);
        Assert.All(domains, fault => Assert.True(fault.Value.Contains("retail") && fault.Value.Contains("airline"), fault.Key));
    }

    [Fact]
    public void PlayAsync_Truth_IsOneScoreAnAgentTurnWithAtMostOneDeviationAndZerosAfterIt() => Assert.All(_episodes, episode =>
    {
        var deviation = episode.Truth.ToList().IndexOf(-1);
        Assert.Equal(episode.AgentTurns.Count, episode.Truth.Count);
        Assert.Equal(episode.Truth.Count(score => score == -1), deviation < 0 ? 0 : 1);
        Assert.All(episode.Truth.Skip(deviation < 0 ? episode.Truth.Count : deviation + 1), score => Assert.Equal(0, score));
    });

    [Theory]
    [InlineData("wrong-item")]
    [InlineData("missing-confirmation")]
    [InlineData("skipped-authentication")]
    [InlineData("ignored-no")]
    public void PlayAsync_WriteThatIsAtFault_IsWhereTheDeviationIs(string fault) => Assert.All(_episodes.Where(episode => episode.Fault == fault), episode =>
    {
        var turn = episode.AgentTurns[episode.Truth.ToList().IndexOf(-1)];
        Assert.Contains(episode.Episode.Rollout.Task.Plan, goal => goal.Write?.Name == episode.Episode.Turns[turn].Call?.Name);
        Assert.False(episode.Episode.Turns[turn + 1].IsError);
    });

    [Theory]
    [InlineData("needless-transfer", "transfer_to_human_agents")]
    [InlineData("other-user", "find_user_id_by_email")]
    public void PlayAsync_CallThatIsAtFault_IsWhereTheDeviationIs(string fault, string tool)
    {
        var episodes = _episodes.Where(episode => episode.Fault == fault && episode.Episode.Rollout.Task.Domain == "retail");
        Assert.All(episodes, episode => Assert.Equal(tool, episode.Episode.Turns[episode.AgentTurns[episode.Truth.ToList().IndexOf(-1)]].Call?.Name));
    }

    [Theory]
    [InlineData("corrected-proposal")]
    [InlineData("garbled-reply")]
    [InlineData("invented-id")]
    [InlineData("useless-repetition")]
    public void PlayAsync_FaultThatCanBePutRight_IsOneTurnAndNoDeviation(string fault) => Assert.All(_episodes.Where(episode => episode.Fault == fault), episode =>
    {
        Assert.DoesNotContain(-1, episode.Truth);
        Assert.Single(episode.Truth, score => score == 0);
    });

    [Fact]
    public async Task PlayAsync_SameSeed_SameEpisodes()
    {
        var again = await new LabelledEpisodes(_world, seed: 3).PlayAsync(600, _ => { }, CancellationToken.None);

        Assert.Equal(_episodes.Select(Words), again.Select(Words));
    }

    // The faults were written down before the rules were run on them; what is left wrong is known and small.
    [Fact]
    public void RuleJudge_PlantedFaults_ScoresNineteenOfTwentyEpisodesRightAndInventsNothingInCleanOnes()
    {
        var judge = new RuleJudge(new JudgeOptions());
        var right = _episodes.ToLookup(episode => episode.Fault, episode => judge.Score(episode.Episode).Select(score => score.Score).SequenceEqual(episode.Truth));

        Assert.DoesNotContain(false, right["none"]);
        Assert.All(right, fault => Assert.True(fault.Average(isRight => isRight ? 1.0 : 0.0) >= 0.95, fault.Key));
    }

    private static string Words(LabelledEpisode episode) => string.Join('\n', episode.Episode.Turns.Select(turn => $"{turn.Role} {turn.Text} {turn.Call?.Name}"));
}
