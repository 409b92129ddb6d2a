using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class UselessRepetitionRuleTests
{
    [Fact]
    public void Score_SameReadTwice_SecondIsMinor()
    {
        var episode = Identified(new EpisodeBuilder()).Call("get_order_details", Order, "{}").Call("get_order_details", Order, "{}").Agent("It is pending.").End();
        Assert.Equal([1, 1, 0, 1], Scores(episode));
        Assert.Equal("repeats turn 3", Judged(episode)[2].Reason);
    }

    [Fact]
    public void Score_SameReadAfterAWrite_IsRight() =>
        Assert.Equal(
            [1, 1, 1, 1, 1],
            Scores(Identified(CancelTask()).Call("get_order_details", Order, "{}").Agent(Question).User("yes")
                .Call("cancel_pending_order", Cancel, "{}").Call("get_order_details", Order, "{}").End()));

    [Fact]
    public void Score_SameWriteTwice_SecondIsMinor() =>
        Assert.Equal(
            [1, 1, 1, 0],
            Scores(Confirmed(CancelTask()).Call("cancel_pending_order", Cancel, "{}").Call("cancel_pending_order", Cancel, "{}").End()));

    [Fact]
    public void Score_SameWordsTwice_SecondIsMinor() =>
        Assert.Equal([1, 0], Scores(new EpisodeBuilder().User("Hi").Agent("How can I help?").User("Hi").Agent(" how can I HELP? ").End()));
}
