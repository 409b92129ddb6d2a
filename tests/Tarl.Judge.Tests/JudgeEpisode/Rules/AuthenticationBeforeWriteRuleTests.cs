using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class AuthenticationBeforeWriteRuleTests
{
    [Fact]
    public void Score_WriteBeforeAuthentication_IsTheDeviation()
    {
        var episode = CancelTask().User("Cancel #W123").Agent(Question).User("yes").Call("cancel_pending_order", Cancel, "{}").Agent("Done.").End();
        Assert.Equal([1, -1, 0], Scores(episode));
        Assert.Equal("cancel_pending_order before the user was identified", Judged(episode)[1].Reason);
        Assert.Equal("follows from the deviation in turn 3", LastReason(episode));
    }

    [Fact]
    public void Score_IdentificationFailed_IsNoAuthentication()
    {
        var episode = CancelTask().User("Cancel #W123, mia@x.com").Call("find_user_id_by_email", Email, "Error: user not found")
            .Agent(Question).User("yes").Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal("cancel_pending_order before the user was identified", LastReason(episode));
    }

    [Fact]
    public void Score_DomainWithoutIdentification_NeedsNone()
    {
        var episode = new EpisodeBuilder().Domain("library").Demand("cancel_reservation", """{"reservation_id": "ABC123"}""")
            .User("Cancel ABC123").Agent("Cancel reservation ABC123?").User("yes")
            .Call("cancel_reservation", """{"reservation_id": "ABC123"}""", "{}").End();
        Assert.Equal([1, 1], Scores(episode));
    }
}
