using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class NeglectedWriteRuleTests
{
    [Fact]
    public void Score_RefusedWhatIsDemanded_LastTurnIsTheDeviation()
    {
        var episode = Identified(CancelTask()).Agent("I cannot cancel it.").User("Bye.").End();
        Assert.Equal([1, -1], Scores(episode));
        Assert.Equal("the conversation ended without cancel_pending_order " + Cancel, LastReason(episode));
    }

    [Fact]
    public void Score_SecondOfTwoWritesNeglected_LastTurnIsTheDeviation()
    {
        var task = CancelTask().Demand("cancel_pending_order", """{"order_id": "#W124", "reason": "no longer needed"}""");
        Assert.Equal([1, 1, 1, -1], Scores(Confirmed(task).Call("cancel_pending_order", Cancel, "{}").Agent("Done.").User("Bye.").End()));
    }
}
