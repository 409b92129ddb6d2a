using Tarl.Contracts.Episodes;
using Tarl.Judge.JudgeEpisode;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Judge.Tests.JudgeEpisode;

public sealed class RuleJudgePropertyTests
{
    private static readonly string[] Texts = ["", "yes", "no", "Do you confirm #W1?", "#W1", "mia@x.com", "<tool_call>", "done", "\0", "?"];
    private static readonly string[] Tools = ["find_user_id_by_email", "get_order_details", "cancel_pending_order", "transfer_to_human_agents", "", "???"];
    private static readonly string[] Arguments = ["{}", "[]", "null", "3", """{"order_id": "#W1"}""", """{"order_id": null, "item_ids": [1, [2]]}""", """{"email": "mia@x.com"}"""];

    [Fact]
    public void Score_AnyEpisode_OneScoreATurnAndAtMostOneDeviationFollowedByZeros()
    {
        var random = new SeededRandom(20);
        for (var trial = 0; trial < 3000; trial++)
        {
            var episode = RandomEpisode(random);
            var scores = new RuleJudge(new JudgeOptions()).Score(episode);
            var values = scores.Select(score => score.Score).ToList();

            Assert.Equal(
                Enumerable.Range(0, episode.Turns.Count).Where(i => episode.Turns[i].Role == TurnRole.Agent),
                scores.Select(score => score.TurnIndex));
            Assert.All(values, value => Assert.InRange(value, -1, 1));
            Assert.True(values.Count(value => value == -1) <= 1);
            if (values.IndexOf(-1) is var deviation and >= 0) Assert.All(values.Skip(deviation + 1), value => Assert.Equal(0, value));
            Assert.All(scores, score => Assert.NotEmpty(score.Reason));
        }
    }

    private static EpisodeCompleted RandomEpisode(SeededRandom random)
    {
        var builder = new EpisodeBuilder();
        for (var i = random.Next(3); i > 0; i--) builder.Demand(random.Pick(Tools), random.Pick(Arguments));
        for (var i = random.Next(12); i > 0; i--) AddTurn(builder, random);
        return builder.End(random.Pick([StopReason.UserStopped, StopReason.TokenLimit, StopReason.StepLimit, StopReason.AgentTransferred]));
    }

    private static void AddTurn(EpisodeBuilder builder, SeededRandom random)
    {
        switch (random.Next(4))
        {
            case 0: builder.User(random.Pick(Texts)); break;
            case 1: builder.Agent(random.Pick(Texts)); break;
            case 2: builder.Call(random.Pick(Tools), random.Pick(Arguments), random.Pick(["{}", "Error: no"])); break;
            default: builder.Add(new Turn { Role = random.Pick([TurnRole.Agent, TurnRole.Tool]), Text = random.Pick(Texts), IsError = true }); break;
        }
    }
}
