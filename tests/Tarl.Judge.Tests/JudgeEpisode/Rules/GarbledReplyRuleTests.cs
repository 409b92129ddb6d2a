using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class GarbledReplyRuleTests
{
    [Theory]
    [InlineData("\", \"city\": \"Denver693248, refund to gift_card_1")]
    [InlineData("I will cancel order #W7005711\", \"address1\": \"76.")]
    [InlineData("get_order_details {\"order_id\":\"#W123\"}")]
    [InlineData("Let me use get_order_details for that.")]
    [InlineData("<tool_call> get")]
    [InlineData("I will I will I will I will")]
    [InlineData("It is 9415591231, 9415591231, 9415591231")]
    [InlineData("Order #W9797979797979797979797")]
    [InlineData(". What is your name and zip code?")]
    [InlineData("What is the .")]
    [InlineData(". ?")]
    [InlineData("Broken \uFFFD bytes")]
    public void Score_ReplyThatIsNoLanguage_IsMinor(string reply) =>
        Assert.Equal([0, 1], Scores(new EpisodeBuilder().User("Hi").Agent(reply).User("What?").Agent("How can I help?").End()));

    [Theory]
    [InlineData("Your order #W123 (\"Desk Lamp\") is pending.")]
    [InlineData("I found mei_lee_1074 with gift_card_7592733: is it you?")]
    [InlineData("7 + 7 + 7 + 7 = 28. The answer is 28.")]
    [InlineData("No, no, that is fine.")]
    [InlineData("The total is $1,000.00; the rest: nothing.")]
    [InlineData("Items 7590518068 and 7590518069 of order #W123.")]
    [InlineData("- one\n- two")]
    [InlineData("42")]
    public void Score_ReplyOfAnyOtherKind_IsRight(string reply) => Assert.Equal([1], Scores(new EpisodeBuilder().User("Hi").Agent(reply).End()));
}
