using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Judge.JudgeEpisode;

namespace Tarl.Judge.Tests.JudgeEpisode;

public sealed class RuleJudgeTests
{
    private const string Order = """{"order_id": "#W123"}""";
    private const string Cancel = """{"order_id": "#W123", "reason": "no longer needed"}""";
    private const string Email = """{"email": "mia@x.com"}""";
    private const string Question = "I will cancel order #W123 as no longer needed. Do you confirm? (yes/no)";

    private static EpisodeBuilder CancelTask() => new EpisodeBuilder()
        .Demand("find_user_id_by_email", Email)
        .Demand("get_order_details", Order)
        .Demand("cancel_pending_order", Cancel);

    private static EpisodeBuilder Identified(EpisodeBuilder builder) => builder
        .User("Cancel #W123, I am mia@x.com.")
        .Call("find_user_id_by_email", Email, "mia_1");

    private static EpisodeBuilder Confirmed(EpisodeBuilder builder, string answer = "Yes, please.") => Identified(builder).Agent(Question).User(answer);

    private static IReadOnlyList<TurnScore> Judge(EpisodeCompleted episode) => new RuleJudge(new JudgeOptions()).Score(episode);

    private static int[] Scores(EpisodeCompleted episode) => [.. Judge(episode).Select(score => score.Score)];

    private static string LastReason(EpisodeCompleted episode) => Judge(episode)[^1].Reason;

    [Fact]
    public void Score_RightAgent_PlusOneForEveryTurn()
    {
        var scores = Judge(Identified(CancelTask())
            .Call("get_order_details", Order, """{"order_id": "#W123", "status": "pending"}""")
            .Agent(Question)
            .User("yes")
            .Call("cancel_pending_order", Cancel, "{}")
            .Agent("Done. Anything else?")
            .User("No, thanks.")
            .End());

        // Turns: user 0, agent 1, tool 2, agent 3, tool 4, agent 5, user 6, agent 7, tool 8, agent 9, user 10.
        Assert.Equal([1, 3, 5, 7, 9], scores.Select(score => score.TurnIndex));
        Assert.All(scores, score => Assert.Equal(1, score.Score));
    }

    [Fact]
    public void Score_WriteBeforeAuthentication_IsTheDeviation()
    {
        var episode = CancelTask().User("Cancel #W123").Agent(Question).User("yes").Call("cancel_pending_order", Cancel, "{}").Agent("Done.").End();
        Assert.Equal([1, -1, 0], Scores(episode));
        Assert.Equal("cancel_pending_order before the user was identified", Judge(episode)[1].Reason);
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

    [Fact]
    public void Score_WriteWithoutQuestion_IsTheDeviation()
    {
        var episode = Identified(CancelTask()).Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, -1], Scores(episode));
        Assert.Equal("cancel_pending_order without asking the user to confirm", LastReason(episode));
    }

    [Fact]
    public void Score_UserAnsweredAStatement_IsNoConfirmation()
    {
        var episode = Identified(CancelTask()).Agent("I see order #W123.").User("Yes.").Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal("cancel_pending_order without asking the user to confirm", LastReason(episode));
    }

    [Theory]
    [InlineData("Yes")]
    [InlineData("yes, it is no longer needed")]
    [InlineData("Yeah, go ahead.")]
    [InlineData("Yes, I don't need it any more")]
    [InlineData("Sure thing")]
    [InlineData("That's correct.")]
    [InlineData("No problem, please do.")]
    public void Score_UserSaidYes_WriteIsRight(string answer) =>
        Assert.Equal([1, 1, 1], Scores(Confirmed(CancelTask(), answer).Call("cancel_pending_order", Cancel, "{}").End()));

    [Theory]
    [InlineData("No")]
    [InlineData("No, that is not right.")]
    [InlineData("Sorry, I changed my mind, never mind.")]
    [InlineData("Please don’t do that, ok?")]
    [InlineData("Yes... wait, I changed my mind.")]
    [InlineData("Actually not, keep it.")]
    [InlineData("What does it cost?")]
    [InlineData("")]
    public void Score_UserDidNotSayYes_WriteIsTheDeviation(string answer)
    {
        var episode = Confirmed(CancelTask(), answer).Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, 1, -1], Scores(episode));
        Assert.Equal("cancel_pending_order although the user did not say yes", LastReason(episode));
    }

    [Fact]
    public void Score_ReadBetweenYesAndWrite_KeepsTheConfirmation() =>
        Assert.Equal(
            [1, 1, 1, 1],
            Scores(Confirmed(CancelTask()).Call("get_order_details", Order, "{}").Call("cancel_pending_order", Cancel, "{}").End()));

    [Fact]
    public void Score_QuestionNamedAnotherOrder_IsMinor()
    {
        var episode = Identified(CancelTask()).Agent("Cancel #W1234, do you confirm?").User("yes").Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, 0, 0], Scores(episode));
        Assert.Equal("the question before cancel_pending_order did not name #W123", LastReason(episode));
    }

    [Fact]
    public void Score_WriteOfAnotherTool_IsTheDeviation()
    {
        var episode = Confirmed(CancelTask()).Call("return_delivered_order_items", Order, "{}").End();
        Assert.Equal([1, 1, -1], Scores(episode));
        Assert.Equal("return_delivered_order_items is not what is wanted (cancel_pending_order)", LastReason(episode));
    }

    [Fact]
    public void Score_WriteWhereNothingMayBeWritten_IsTheDeviation()
    {
        var episode = Confirmed(new EpisodeBuilder()).Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, 1, -1], Scores(episode));
        Assert.Equal("cancel_pending_order, where nothing may be written", LastReason(episode));
    }

    [Fact]
    public void Score_ForbiddenWriteThatTheToolRefused_IsMinor()
    {
        var episode = Confirmed(new EpisodeBuilder()).Call("cancel_pending_order", Cancel, "Error: non-pending order cannot be cancelled")
            .Agent("It cannot be cancelled.").End();
        Assert.Equal([1, 1, 0, 1], Scores(episode));
    }

    [Fact]
    public void Score_WrongArgument_NamesBothValues()
    {
        var episode = Confirmed(CancelTask()).Call("cancel_pending_order", """{"order_id": "#W123", "reason": "ordered by mistake"}""", "{}").End();
        Assert.Equal([1, 1, -1], Scores(episode));
        Assert.Equal("cancel_pending_order: reason should be no longer needed, is ordered by mistake", LastReason(episode));
    }

    [Fact]
    public void Score_MissingArgumentRefusedByTheToolThenCorrected_IsMinor()
    {
        var episode = Confirmed(CancelTask()).Call("cancel_pending_order", Order, "Error: missing").Call("cancel_pending_order", Cancel, "{}").End();
        Assert.Equal([1, 1, 0, 1], Scores(episode));
        Assert.Equal("cancel_pending_order: reason is missing, should be no longer needed", Judge(episode)[2].Reason);
    }

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

    [Fact]
    public void Score_SameReadTwice_SecondIsMinor()
    {
        var episode = Identified(new EpisodeBuilder()).Call("get_order_details", Order, "{}").Call("get_order_details", Order, "{}").Agent("It is pending.").End();
        Assert.Equal([1, 1, 0, 1], Scores(episode));
        Assert.Equal("repeats turn 3", Judge(episode)[2].Reason);
    }

    [Fact]
    public void Score_SameReadAfterAWrite_IsRight() =>
        Assert.Equal(
            [1, 1, 1, 1, 1],
            Scores(Identified(CancelTask()).Call("get_order_details", Order, "{}").Agent(Question).User("yes")
                .Call("cancel_pending_order", Cancel, "{}").Call("get_order_details", Order, "{}").End()));

    [Fact]
    public void Score_SameWriteTwice_SecondIsMinor() =>
        Assert.Equal(
            [1, 1, 1, 0],
            Scores(Confirmed(CancelTask()).Call("cancel_pending_order", Cancel, "{}").Call("cancel_pending_order", Cancel, "{}").End()));

    [Fact]
    public void Score_SameWordsTwice_SecondIsMinor() =>
        Assert.Equal([1, 0], Scores(new EpisodeBuilder().User("Hi").Agent("How can I help?").User("Hi").Agent(" how can I HELP? ").End()));

    [Fact]
    public void Score_UnreadableCall_IsMinor()
    {
        var unreadable = new Turn { Role = TurnRole.Agent, Text = "<tool_call>{", IsError = true };
        var episode = new EpisodeBuilder().User("Hi").Add(unreadable).Agent("Hello.").End();
        Assert.Equal([0, 1], Scores(episode));
    }

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

    [Fact]
    public void Score_TransferInsteadOfADemandedWrite_IsTheDeviation()
    {
        var episode = Identified(CancelTask()).Call("transfer_to_human_agents", """{"summary": ""}""", "Transfer successful").End(StopReason.AgentTransferred);
        Assert.Equal([1, -1], Scores(episode));
        Assert.Equal("handed the user over instead of cancel_pending_order", LastReason(episode));
    }

    [Fact]
    public void Score_NeedlessTransferWhereNothingIsToBeWritten_IsMinor() =>
        Assert.Equal(
            [1, 0],
            Scores(Identified(new EpisodeBuilder()).Call("transfer_to_human_agents", "{}", "Transfer successful").End(StopReason.AgentTransferred)));

    [Fact]
    public void Score_DemandedTransfer_IsRight() =>
        Assert.Equal(
            [1, 1],
            Scores(Identified(new EpisodeBuilder().Demand("transfer_to_human_agents", """{"summary": "a"}"""))
                .Call("transfer_to_human_agents", """{"summary": "b"}""", "Transfer successful").End(StopReason.AgentTransferred)));

    [Fact]
    public void Score_RefusedWhatIsDemanded_LastTurnIsTheDeviation()
    {
        var episode = Identified(CancelTask()).Agent("I cannot cancel it.").User("Bye.").End();
        Assert.Equal([1, -1], Scores(episode));
        Assert.Equal("the conversation ended without cancel_pending_order " + Cancel, LastReason(episode));
    }

    [Fact]
    public void Score_SecondOfTwoWritesNeglected_LastTurnIsTheDeviation()
    {
        var task = CancelTask().Demand("cancel_pending_order", """{"order_id": "#W124", "reason": "no longer needed"}""");
        Assert.Equal([1, 1, 1, -1], Scores(Confirmed(task).Call("cancel_pending_order", Cancel, "{}").Agent("Done.").User("Bye.").End()));
    }

    [Fact]
    public void Score_DoesNothing_FirstTurnIsFineLastIsTheDeviation() =>
        Assert.Equal(
            [1, 0, -1],
            Scores(CancelTask().User("Cancel #W123").Agent("Hm.").User("Please?").Agent("Hm.").User("Hello?").Agent("Hm.").User("Bye").End()));

    [Fact]
    public void Score_CutOffByTokenLimit_IsTheDeviation()
    {
        var episode = new EpisodeBuilder().User("Hi").Agent("Hello.").User("Hi").Agent("blah blah").End(StopReason.TokenLimit);
        Assert.Equal([1, -1], Scores(episode));
        Assert.Equal("the turn ran into a token limit", LastReason(episode));
    }

    [Fact]
    public void Score_SaidNothing_IsMinor() => Assert.Equal([0], Scores(new EpisodeBuilder().User("Hi").Agent("  ").End()));

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

    [Fact]
    public void Score_NoAgentTurn_NoScores() => Assert.Empty(Judge(CancelTask().User("Hi").End(StopReason.StepLimit)));

    [Fact]
    public void Score_ArgumentsThatAreNoObject_AreWrong()
    {
        var episode = Confirmed(CancelTask()).Call("cancel_pending_order", "[1]", "Error: arguments").End();
        Assert.Equal("the conversation ended without cancel_pending_order " + Cancel, LastReason(episode));
    }

    [Fact]
    public void Score_ToolOfAnotherApplication_IsKnownByOption()
    {
        var options = new JudgeOptions();
        options.ToolPrefixes["delete_"] = Tarl.Judge.JudgeEpisode.Tools.ToolCategory.Write;
        var scores = new RuleJudge(options).Score(new EpisodeBuilder().Domain("files").User("Delete a").Call("delete_file", "{}", "{}").End());
        Assert.Equal(-1, Assert.Single(scores).Score);
    }

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

    [Fact]
    public void Score_ReportedWithoutWriting_IsTheDeviation() =>
        Assert.Equal([1, 1, -1, 0], Scores(Confirmed(CancelTask()).Agent("Done, the order is cancelled.").User("Thanks").Agent("Bye.").End()));

    [Fact]
    public void Score_FirstOfTwoWritesReported_IsRight()
    {
        var task = CancelTask().Demand("cancel_pending_order", """{"order_id": "#W124", "reason": "no longer needed"}""");
        Assert.Equal(
            [1, 1, 1, 1, -1],
            Scores(Confirmed(task).Call("cancel_pending_order", Cancel, "{}").Agent("It has been cancelled.").User("And #W124.").Agent("Done, it is cancelled.").End()));
    }

    private static EpisodeBuilder Planned(GoalResolution resolution) =>
        new EpisodeBuilder().Plan(new GoalPlan { Reads = [], Write = EpisodeBuilder.ToolCall("cancel_pending_order", Cancel), Resolution = resolution });
}
