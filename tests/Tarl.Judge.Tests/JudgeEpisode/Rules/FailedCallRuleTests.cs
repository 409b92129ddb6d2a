using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class FailedCallRuleTests
{
    [Fact]
    public void Score_FailedCallThatARightAgentMakesToo_IsRight()
    {
        var episode = Identified(new EpisodeBuilder().Demand("get_order_details", Order)).Call("get_order_details", Order, "Error: order not found")
            .Agent("There is no such order.").End();
        Assert.Equal([1, 1, 1], Scores(episode));
    }

    [Fact]
    public void Score_FailedCallOfTheAgentsOwnMaking_IsMinor() =>
        Assert.Equal([1, 0, 1], Scores(Identified(new EpisodeBuilder()).Call("fly_to_moon", "{}", "Error: Unknown action fly_to_moon").Agent("Sorry.").End()));
}
