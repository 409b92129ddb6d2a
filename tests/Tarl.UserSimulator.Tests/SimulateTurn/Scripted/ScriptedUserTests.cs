using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.Randomness;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.UserSimulator.Tests.SimulateTurn.Scripted;

public class ScriptedUserTests
{
    private const string Confirm = "I will cancel order #W7678072, reason: no longer needed. Do you confirm? (yes/no)";

    [Fact]
    public void Reply_EmptyDialogue_OpensWithIdentityAndRequest()
    {
        var opening = Dialogues.Play(Dialogues.Task(Dialogues.Cancel()), []).Single();
        Assert.Contains("noah.brown7922@example.com", opening.Text);
        Assert.Contains("cancel order #W7678072", opening.Text);
        Assert.Contains("no longer needed", opening.Text);
        Assert.False(opening.Stop);
    }

    [Fact]
    public void Reply_WithheldFacts_AreToldOnlyWhenAsked()
    {
        var task = Dialogues.Task(Dialogues.Cancel(FactNames.Identity, FactNames.OrderId, FactNames.Reason));
        var turns = Dialogues.Play(task, ["What is your email, or your name and zip code?", "What is the order id?", "Why do you want that?"]);
        Assert.DoesNotContain("noah", turns[0].Text);
        Assert.DoesNotContain("#W", turns[0].Text);
        Assert.DoesNotContain("needed", turns[0].Text);
        Assert.Contains("noah.brown7922@example.com", turns[1].Text);
        Assert.DoesNotContain("#W", turns[1].Text);
        Assert.Contains("#W7678072", turns[2].Text);
        Assert.Contains("no longer needed", turns[3].Text);
    }

    [Fact]
    public void Reply_UserWhoKnowsNoOrderId_TellsTheOrderByItsContents()
    {
        var goal = Dialogues.Cancel() with
        {
            Facts = new Dictionary<string, string> { [FactNames.OrderContents] = "Desk Lamp", [FactNames.Reason] = "no longer needed" },
        };
        var turns = Dialogues.Play(Dialogues.Task(goal), ["What is the order id?", "I need the order number, please."]);
        Assert.Contains("cancel the order with the Desk Lamp.", turns[0].Text);
        Assert.Equal("I only know that it is the order with the Desk Lamp.", turns[1].Text);
        Assert.Equal("I only know that it is the order with the Desk Lamp.", turns[2].Text);
    }

    [Theory]
    [InlineData(Confirm)]
    [InlineData("Shall I cancel it?")]
    [InlineData("The order #W7678072 will be cancelled. Is that right?")]
    [InlineData("To proceed, please confirm the cancellation.")]
    [InlineData("Would you like me to go on?")]
    public void Reply_ConfirmationQuestion_IsAnsweredYes(string question)
    {
        var answer = Dialogues.Play(Dialogues.Task(Dialogues.Cancel()), [question])[1];
        Assert.StartsWith("Yes", answer.Text);
        Assert.False(answer.Stop);
    }

    [Fact]
    public void Reply_ChangeOfMind_SaysNoThenWaitsForTheAgentAndLeaves()
    {
        var goal = Dialogues.Cancel() with { Confirmation = Confirmation.No };
        var turns = Dialogues.Play(Dialogues.Task(goal), [Confirm, "OK, nothing is changed."]);
        Assert.StartsWith("No", turns[1].Text);
        Assert.False(turns[1].Stop);
        Assert.True(turns[2].Stop);
    }

    [Theory]
    [InlineData("Done, the order is cancelled.")]
    [InlineData("Your order has been cancelled. Is there anything else?")]
    [InlineData("Order #W7678072 is delivered, so it cannot be cancelled.")]
    [InlineData("I am sorry, that is not allowed.")]
    public void Reply_DoneOrRefused_EndsTheLastGoal(string reply) =>
        Assert.True(Dialogues.Play(Dialogues.Task(Dialogues.Cancel()), [reply])[1].Stop);

    [Fact]
    public void Reply_FirstOfTwoGoalsDone_AsksForTheSecond()
    {
        var turns = Dialogues.Play(Dialogues.Task(Dialogues.Cancel(), Dialogues.Status), [Confirm, "Done, the order is cancelled.", "Order #W2611340 is processed."]);
        Assert.DoesNotContain("#W2611340", turns[0].Text);
        Assert.Contains("#W2611340", turns[2].Text);
        Assert.False(turns[2].Stop);
        Assert.True(turns[3].Stop);
    }

    [Fact]
    public void Reply_OrderNotFound_IsCorrectedOnce()
    {
        var goal = Dialogues.Cancel();
        goal = goal with { Facts = new Dictionary<string, string>(goal.Facts) { [FactNames.CorrectedOrderId] = "#W7678073" } };
        var turns = Dialogues.Play(Dialogues.Task(goal), ["I cannot find order #W7678072. What is the right order id?"]);
        Assert.DoesNotContain("#W7678073", turns[0].Text);
        Assert.Contains("#W7678073", turns[1].Text);
    }

    [Fact]
    public void Reply_OrderNotFoundAndNoOtherKnown_GivesUp() =>
        Assert.True(Dialogues.Play(Dialogues.Task(Dialogues.Cancel()), ["I cannot find order #W7678072. What is the right order id?"])[1].Stop);

    [Fact]
    public void Reply_EmailNotFound_TellsNameAndZip()
    {
        var identity = new Dictionary<string, string>(Dialogues.Email) { ["first_name"] = "Noah", ["last_name"] = "Brown", ["zip"] = "80279" };
        var task = Dialogues.Task(Dialogues.Cancel());
        task = task with { Script = task.Script with { Identity = identity } };
        var turns = Dialogues.Play(task, ["I cannot find this email. What is your name and zip code?"]);
        Assert.DoesNotContain("80279", turns[0].Text);
        Assert.Contains("Noah Brown", turns[1].Text);
        Assert.Contains("80279", turns[1].Text);
    }

    [Theory]
    [InlineData("Order #W2611340 is processed.", true)]
    [InlineData("It has been delivered.", true)]
    [InlineData("I see.", false)]
    public void Reply_LookUp_EndsOnWhatLooksLikeAnAnswer(string reply, bool stops) =>
        Assert.Equal(stops, Dialogues.Play(Dialogues.Task(Dialogues.Status), [reply])[1].Stop);

    [Theory]
    [InlineData("I see.")]
    [InlineData("")]
    [InlineData("   \n")]
    public void Reply_AgentThatDoesNothing_IsLeftAfterTwoRepeats(string reply)
    {
        var turns = Dialogues.Play(Dialogues.Task(Dialogues.Cancel()), Enumerable.Repeat(reply, 30));
        Assert.Equal([false, false, false, true], turns.Select(turn => turn.Stop));
    }

    [Fact]
    public void Reply_SameRequest_IsTheSame()
    {
        string[] replies = ["What is the reason?", Confirm, "hm"];
        var task = Dialogues.Task(Dialogues.Cancel(FactNames.Reason), Dialogues.Status);
        Assert.Equal(Dialogues.Play(task, replies, 7), Dialogues.Play(task, replies, 7));
    }

    [Fact]
    public void Reply_SeedsDiffer_PhrasingVaries() =>
        Assert.True(Enumerable.Range(0, 40).Select(seed => Dialogues.Play(Dialogues.Task(Dialogues.Cancel()), [], (ulong)seed)[0].Text).Distinct().Count() > 4);

    [Fact]
    public void Reply_TaskWithoutScript_IsRefusedByName() =>
        Assert.Contains("retail-test-00000", Assert.Throws<InvalidOperationException>(() => Dialogues.Play(Dialogues.Task(), [])).Message);

    [Fact]
    public void Reply_ArbitraryAgentText_AlwaysEndsAndNeverTellsTheInstruction()
    {
        var random = new SeededRandom(5);
        for (var episode = 0; episode < 500; episode++)
        {
            var task = Dialogues.Task(Dialogues.Cancel(FactNames.Reason), Dialogues.Status) with { Instruction = "SECRET" };
            var turns = Dialogues.Play(task, Enumerable.Range(0, 30).Select(_ => Nonsense(random)), (ulong)episode);
            Assert.True(turns[^1].Stop, string.Join('\n', turns.Select(turn => turn.Text)));
            Assert.DoesNotContain(turns, turn => turn.Text.Contains("SECRET", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Reply_VeryLongAgentText_IsHeardByItsBeginning()
    {
        var turns = Dialogues.Play(Dialogues.Task(Dialogues.Cancel()), [new string('?', 1_000_000) + " confirm?"]);
        Assert.Contains("cancel order #W7678072", turns[1].Text);
    }

    // Words that mean something to the user, in any order, with characters that mean nothing to anyone.
    private static string Nonsense(SeededRandom random)
    {
        string[] words =
            ["confirm", "?", "email", "order id", "reason", "cannot", "payment", "zip", "#W1", "yes/no", "please", "address", "\n", "{\"name\":", "\uD83D", "ü", "items", "find", ".", "which", "12"];
        return string.Join(' ', Enumerable.Range(0, random.Next(8)).Select(_ => random.Pick(words)));
    }
}
