using Tarl.Contracts.Episodes;
using Tarl.UserSimulator.SimulateTurn.ReAct;
using Tarl.UserSimulator.SimulateTurn.ReAct.Faults;

namespace Tarl.UserSimulator.Tests.SimulateTurn.ReAct;

public sealed class UserFaultTests
{
    private static bool IsFault(IUserFault fault, string text, bool stop = false, string[]? dialogue = null) =>
        fault.Find(new UserReply(text, stop), Talks.Request(dialogue ?? ["I want to cancel #W7678072.", "I see."])) is not null;

    [Theory]
    [InlineData("You want to cancel order #W7678072, since it is no longer needed.", true)]
    [InlineData("So, you want to cancel order it is", true)]
    [InlineData("As my instructions say, cancel it.", true)]
    [InlineData("I was told to cancel it.", true)]
    [InlineData("I live at 12 Elm Street, Suite 4, San Diego, CA, USA, 92101.", false)]
    [InlineData("I want to cancel my order. It is no longer needed.", false)]
    [InlineData("Please ship it with the blue cover and the long cable and the small bag and the warm lamp and the big box", true)]
    public void LeakFault_InstructionWordForWord_IsFound(string text, bool fault) => Assert.Equal(fault, IsFault(new LeakFault(16), text));

    [Theory]
    [InlineData("My order is #W7678072.", false)]
    [InlineData("my order is w7678072", false)]
    [InlineData("My order is #W7678073.", true)]
    [InlineData("My email is noah@example.com.", false)]
    [InlineData("My email is noah.b@example.com.", true)]
    [InlineData("My user id is noah_brown_7922.", true)]
    [InlineData("The zip code is 92101.", false)]
    [InlineData("The zip code is 92102.", true)]
    [InlineData("My phone is 5551234567.", true)]
    [InlineData("Reservation 4WQ150.", true)]
    [InlineData("It cost $12345.67 on 2024-05-22 at 10:30am, about 1,000,000 less than 42 others.", false)]
    [InlineData("Yes, refund it to gift_card_1234.", false)]
    public void InventedIdFault_IdThatNobodyHasNamed_IsFound(string text, bool fault) =>
        Assert.Equal(fault, IsFault(new InventedIdFault(), text, dialogue: ["Hello.", "Shall I refund gift_card_1234?"]));

    [Theory]
    [InlineData("How can I help you today?", true)]
    [InlineData("Is there anything else I can do?", true)]
    [InlineData("I have cancelled your order.", true)]
    [InlineData("Agent: Which order?", true)]
    [InlineData("<tool_call>{\"name\": \"get_order\"}</tool_call>", true)]
    [InlineData("As an AI language model, I have no orders.", true)]
    [InlineData("Can you help me with my order?", false)]
    [InlineData("Have you cancelled the order?", false)]
    [InlineData("I will be happy with a gift card.", false)]
    public void AgentSpeechFault_WordsOfAnAgent_AreFound(string text, bool fault) => Assert.Equal(fault, IsFault(new AgentSpeechFault(), text));

    [Theory]
    [InlineData("Thank you, goodbye!", false, true, "Great, thanks. Bye.", "Goodbye.")]
    [InlineData("Thank you again!", false, true, "Thanks!", "You are welcome.")]
    [InlineData("", true, false, "Great, thanks. Bye.", "Goodbye.")]
    [InlineData("Thanks. My order is #W1.", false, false, "Thanks, that is all.", "Which order?")]
    [InlineData("Thanks, that is all.", false, false, "Cancel #W7678072.", "Done.")]
    [InlineData("", true, true)]
    public void EndlessFault_FarewellAfterFarewell_IsFound(string text, bool stop, bool fault, params string[] dialogue) =>
        Assert.Equal(fault, IsFault(new EndlessFault(), text, stop, dialogue));
}
