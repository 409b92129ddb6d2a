using Tarl.Contracts.Episodes;
using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class MalformedCallRuleTests
{
    [Fact]
    public void Score_UnreadableCall_IsMinor()
    {
        var unreadable = new Turn { Role = TurnRole.Agent, Text = "<tool_call>{", IsError = true };
        var episode = new EpisodeBuilder().User("Hi").Add(unreadable).Agent("Hello.").End();
        Assert.Equal([0, 1], Scores(episode));
    }
}
