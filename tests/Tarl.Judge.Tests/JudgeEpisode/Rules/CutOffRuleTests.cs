using Tarl.Contracts.Episodes;
using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class CutOffRuleTests
{
    [Fact]
    public void Score_CutOffByTokenLimit_IsTheDeviation()
    {
        var episode = new EpisodeBuilder().User("Hi").Agent("Hello.").User("Hi").Agent("blah blah").End(StopReason.TokenLimit);
        Assert.Equal([1, -1], Scores(episode));
        Assert.Equal("the turn ran into a token limit", LastReason(episode));
    }
}
