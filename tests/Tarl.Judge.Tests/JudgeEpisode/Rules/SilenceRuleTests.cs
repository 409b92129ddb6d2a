using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class SilenceRuleTests
{
    [Fact]
    public void Score_SaidNothing_IsMinor() => Assert.Equal([0], Scores(new EpisodeBuilder().User("Hi").Agent("  ").End()));
}
