using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class ConfirmationBeforeWriteRuleTests
{
    [Fact]
    public void Score_WriteWithoutQuestion_IsTheDeviation()
    {
        var episode = Identified(CancelTask()).Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, -1], Scores(episode));
        Assert.Equal("cancel_pending_order without asking the user to confirm", LastReason(episode));
    }

    [Fact]
    public void Score_UserAnsweredAStatement_IsNoConfirmation()
    {
        var episode = Identified(CancelTask()).Agent("I see order #W123.").User("Yes.").Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal("cancel_pending_order without asking the user to confirm", LastReason(episode));
    }

    [Theory]
    [InlineData("Yes")]
    [InlineData("yes, it is no longer needed")]
    [InlineData("Yeah, go ahead.")]
    [InlineData("Yes, I don't need it any more")]
    [InlineData("Sure thing")]
    [InlineData("That's correct.")]
    [InlineData("No problem, please do.")]
    public void Score_UserSaidYes_WriteIsRight(string answer) =>
        Assert.Equal([1, 1, 1], Scores(Confirmed(CancelTask(), answer).Call("cancel_pending_order", Cancel, "{}").End()));

    [Theory]
    [InlineData("No")]
    [InlineData("No, that is not right.")]
    [InlineData("Sorry, I changed my mind, never mind.")]
    [InlineData("Please don’t do that, ok?")]
    [InlineData("Yes... wait, I changed my mind.")]
    [InlineData("Actually not, keep it.")]
    [InlineData("What does it cost?")]
    [InlineData("")]
    public void Score_UserDidNotSayYes_WriteIsTheDeviation(string answer)
    {
        var episode = Confirmed(CancelTask(), answer).Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, 1, -1], Scores(episode));
        Assert.Equal("cancel_pending_order although the user did not say yes", LastReason(episode));
    }

    [Fact]
    public void Score_ReadBetweenYesAndWrite_KeepsTheConfirmation() =>
        Assert.Equal(
            [1, 1, 1, 1],
            Scores(Confirmed(CancelTask()).Call("get_order_details", Order, "{}").Call("cancel_pending_order", Cancel, "{}").End()));
}
