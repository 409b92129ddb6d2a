using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class InventedIdRuleTests
{
    [Fact]
    public void Score_IdThatOnlyTheAgentMentioned_IsInvented()
    {
        var episode = CancelTask().User("Cancel my order, mia@x.com").Call("find_user_id_by_email", Email, "mia_1")
            .Agent(Question).User("yes").Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, 1, -1], Scores(episode));
        Assert.Equal("nobody has mentioned \"#W123\"", LastReason(episode));
    }

    [Fact]
    public void Score_IdInAList_IsLookedUpToo()
    {
        const string Return = """{"order_id": "#W123", "item_ids": ["111", "222"], "payment_method_id": "paypal_9"}""";
        var episode = Confirmed(new EpisodeBuilder().Demand("return_delivered_order_items", Return), "yes, item 111, refund to paypal_9, not 2222")
            .Call("return_delivered_order_items", Return, "{}").End();
        Assert.Equal("nobody has mentioned \"222\"", LastReason(episode));
    }

    [Fact]
    public void Score_InventedIdInARead_IsMinor()
    {
        var episode = Identified(new EpisodeBuilder()).Call("get_order_details", """{"order_id": "#W999"}""", "{}").Agent("Hm.").End();
        Assert.Equal([1, 0, 1], Scores(episode));
    }

    [Fact]
    public void Score_LetInWithAnInventedEmail_IsTheDeviation()
    {
        var episode = new EpisodeBuilder().User("Hello").Call("find_user_id_by_email", """{"email": "bob@x.com"}""", "bob_1").End();
        Assert.Equal([-1], Scores(episode));
    }

    [Fact]
    public void Score_InventedEmailThatFindsNobody_IsMinor()
    {
        var episode = new EpisodeBuilder().User("Hello").Call("find_user_id_by_email", """{"email": "bob@x.com"}""", "Error: user not found").End();
        Assert.Equal([0], Scores(episode));
    }
}
