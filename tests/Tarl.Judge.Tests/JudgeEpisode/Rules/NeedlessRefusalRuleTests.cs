using Tarl.Contracts.Curriculum;
using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class NeedlessRefusalRuleTests
{
    [Fact]
    public void Score_RefusedWhatIsNeverDone_IsTheDeviation()
    {
        var task = Planned(GoalResolution.Write).Demand("cancel_pending_order", Cancel);
        Assert.Equal([1, -1, 0], Scores(Identified(task).Agent("Sorry, I am not able to cancel it.").User("Hm").Agent("Bye.").End()));
    }

    [Fact]
    public void Score_RefusedWhatIsDoneLater_IsMinor()
    {
        var task = Planned(GoalResolution.Write).Demand("cancel_pending_order", Cancel);
        Assert.Equal([1, 0, 1, 1], Scores(Identified(task).Agent("I cannot.").User("Hm").Agent(Question).User("yes").Call("cancel_pending_order", Cancel, "{}").End()));
    }

    [Fact]
    public void Score_CannotFind_IsNoRefusal()
    {
        var task = Planned(GoalResolution.Write).Demand("cancel_pending_order", Cancel);
        Assert.Equal([1, 1, 1, 1], Scores(Identified(task).Agent("I cannot find it.").User("It is there").Agent(Question).User("yes").Call("cancel_pending_order", Cancel, "{}").End()));
    }
}
