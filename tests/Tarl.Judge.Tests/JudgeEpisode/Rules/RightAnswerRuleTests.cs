using Tarl.Contracts.Curriculum;
using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class RightAnswerRuleTests
{
    [Theory]
    [InlineData("7 + 5 = 12; 12 * 3 = 36. The answer is 36.", 1)]
    [InlineData("The answer is 36", 1)]
    [InlineData("7 + 5 = 12; 12 * 3 = 36. The answer is 37.", -1)]
    [InlineData("36 or 37", -1)]
    [InlineData("38 - 2 = 36.0", 1)]
    [InlineData("The answer is 136.", -1)]
    [InlineData("The answer is -36.", -1)]
    [InlineData("The answer is 36.5.", -1)]
    [InlineData("I do not know.", -1)]
    public void Score_MathAnswer_IsRightIfItIsTheLastNumber(string said, int expected) =>
        Assert.Equal([expected], Scores(new EpisodeBuilder().Domain("math").Output("36").User("What is (7 + 5) * 3?").Agent(said).End()));

    [Fact]
    public void Score_ClosingWordAfterTheMathAnswer_IsRight() =>
        Assert.Equal([1, 1], Scores(new EpisodeBuilder().Domain("math").Output("36").User("6 * 6?").Agent("36.").User("Thanks.").Agent("You are welcome.").End()));

    [Theory]
    [InlineData("Order #W123 is pending.", 1)]
    [InlineData("It is PENDING", 1)]
    [InlineData("Order #W123 is delivered.", -1)]
    [InlineData("Order #W123 is pendingish.", -1)]
    public void Score_AnswerToAQuestion_IsSaid(string answer, int expected) =>
        Assert.Equal([1, expected], Scores(Identified(Planned(GoalResolution.Answer).Output("pending")).Agent(answer).End()));

    [Fact]
    public void Score_OutputOfATaskThatAsksNoQuestion_NeedNotBeSaid() =>
        Assert.Equal([1, 1], Scores(Identified(Planned(GoalResolution.Withdraw).Output("pending")).Agent("Hm.").End()));
}
