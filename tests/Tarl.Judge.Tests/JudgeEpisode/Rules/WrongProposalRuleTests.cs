using Tarl.Contracts.Curriculum;
using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class WrongProposalRuleTests
{
    [Fact]
    public void Score_QuestionNamedAnotherOrder_IsMinor()
    {
        var episode = Identified(CancelTask()).Agent("Cancel #W1234, do you confirm?").User("yes").Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, 0, 0], Scores(episode));
        Assert.Equal("the question before cancel_pending_order did not name #W123", LastReason(episode));
    }

    [Theory]
    [InlineData("I will cancel order #W123 as ordered by mistake. Do you confirm? (yes/no)", 0)]
    [InlineData("Is this right? (yes/no)", 0)]
    [InlineData("Please confirm that I cancel #w123, NO LONGER NEEDED.", 1)]
    [InlineData("Can you confirm your email?", 1)]
    public void Score_QuestionBeforeAWrite_NamesItsDetails(string question, int expected) =>
        Assert.Equal(
            [1, expected, 1, 1],
            Scores(Identified(CancelTask()).Agent(question).User("Yes").Agent(Question).User("Yes").Call("cancel_pending_order", Cancel, "{}").End()));

    [Theory]
    [InlineData("I will change reservation A1 to 2 bags, 1 of them paid. Do you confirm?", 1)]
    [InlineData("I will change reservation A1 to 2 checked bags. Do you confirm?", 1)]
    [InlineData("I will change reservation A1 to 3 bags, 2 of them paid. Do you confirm?", 0)]
    public void Score_QuestionWithACount_NamesItWithItsUnit(string question, int expected)
    {
        const string Bags = """{"reservation_id": "A1", "total_baggages": 2, "nonfree_baggages": 1}""";
        var task = new EpisodeBuilder().Domain("library").Demand("update_reservation_baggages", Bags).User("2 bags for A1");
        Assert.Equal([expected, 1], Scores(task.Agent(question).User("yes").Call("update_reservation_baggages", Bags, "{}").End()));
    }

    [Fact]
    public void Score_QuestionWhereNothingIsToBeWritten_IsMinor() =>
        Assert.Equal([1, 0, 1], Scores(Identified(Planned(GoalResolution.Refuse)).Agent(Question).User("yes").Agent("I cannot cancel it.").End()));

    [Fact]
    public void Score_QuestionThatTheUserWillSayNoTo_IsRight() =>
        Assert.Equal([1, 1, 1], Scores(Identified(Planned(GoalResolution.Withdraw)).Agent(Question).User("No.").Agent("OK, nothing is changed.").End()));
}
