using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class RightToolRuleTests
{
    [Fact]
    public void Score_WriteOfAnotherTool_IsTheDeviation()
    {
        var episode = Confirmed(CancelTask()).Call("return_delivered_order_items", Order, "{}").End();
        Assert.Equal([1, 1, -1], Scores(episode));
        Assert.Equal("return_delivered_order_items is not what is wanted (cancel_pending_order)", LastReason(episode));
    }

    [Fact]
    public void Score_WriteWhereNothingMayBeWritten_IsTheDeviation()
    {
        var episode = Confirmed(new EpisodeBuilder()).Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, 1, -1], Scores(episode));
        Assert.Equal("cancel_pending_order, where nothing may be written", LastReason(episode));
    }

    [Fact]
    public void Score_ForbiddenWriteThatTheToolRefused_IsMinor()
    {
        var episode = Confirmed(new EpisodeBuilder()).Call("cancel_pending_order", Cancel, "Error: non-pending order cannot be cancelled")
            .Agent("It cannot be cancelled.").End();
        Assert.Equal([1, 1, 0, 1], Scores(episode));
    }
}
