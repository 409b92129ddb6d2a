using Tarl.Contracts.Episodes;
using Tarl.Judge.JudgeEpisode;
using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode;

public sealed class RuleJudgeTests
{
    [Fact]
    public void Score_RightAgent_PlusOneForEveryTurn()
    {
        var scores = Judged(Identified(CancelTask())
            .Call("get_order_details", Order, """{"order_id": "#W123", "status": "pending"}""")
            .Agent(Question)
            .User("yes")
            .Call("cancel_pending_order", Cancel, "{}")
            .Agent("Done. Anything else?")
            .User("No, thanks.")
            .End());

        // Turns: user 0, agent 1, tool 2, agent 3, tool 4, agent 5, user 6, agent 7, tool 8, agent 9, user 10.
        Assert.Equal([1, 3, 5, 7, 9], scores.Select(score => score.TurnIndex));
        Assert.All(scores, score => Assert.Equal(1, score.Score));
    }

    [Fact]
    public void Score_DoesNothing_FirstTurnIsFineLastIsTheDeviation() =>
        Assert.Equal(
            [1, 0, -1],
            Scores(CancelTask().User("Cancel #W123").Agent("Hm.").User("Please?").Agent("Hm.").User("Hello?").Agent("Hm.").User("Bye").End()));

    [Fact]
    public void Score_NoAgentTurn_NoScores() => Assert.Empty(Judged(CancelTask().User("Hi").End(StopReason.StepLimit)));

    [Fact]
    public void Score_ToolOfAnotherApplication_IsKnownByOption()
    {
        var options = new JudgeOptions();
        options.ToolPrefixes["delete_"] = Tarl.Judge.JudgeEpisode.Tools.ToolCategory.Write;
        var scores = new RuleJudge(options).Score(new EpisodeBuilder().Domain("files").User("Delete a").Call("delete_file", "{}", "{}").End());
        Assert.Equal(-1, Assert.Single(scores).Score);
    }
}
