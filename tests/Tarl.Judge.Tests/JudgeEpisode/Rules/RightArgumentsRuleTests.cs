using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class RightArgumentsRuleTests
{
    [Fact]
    public void Score_WrongArgument_NamesBothValues()
    {
        var episode = Confirmed(CancelTask()).Call("cancel_pending_order", """{"order_id": "#W123", "reason": "ordered by mistake"}""", "{}").End();
        Assert.Equal([1, 1, -1], Scores(episode));
        Assert.Equal("cancel_pending_order: reason should be no longer needed, is ordered by mistake", LastReason(episode));
    }

    [Fact]
    public void Score_MissingArgumentRefusedByTheToolThenCorrected_IsMinor()
    {
        var episode = Confirmed(CancelTask()).Call("cancel_pending_order", Order, "Error: missing").Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, 1, 0, 1], Scores(episode));
        Assert.Equal("cancel_pending_order: reason is missing, should be no longer needed", Judged(episode)[2].Reason);
    }

    [Fact]
    public void Score_ArgumentsThatAreNoObject_AreWrong()
    {
        var episode = Confirmed(CancelTask()).Call("cancel_pending_order", "[1]", "Error: arguments").End();
        Assert.Equal("the conversation ended without cancel_pending_order " + Cancel, LastReason(episode));
    }
}
