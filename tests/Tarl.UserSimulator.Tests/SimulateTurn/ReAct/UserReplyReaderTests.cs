using Tarl.UserSimulator.SimulateTurn.ReAct;

namespace Tarl.UserSimulator.Tests.SimulateTurn.ReAct;

public sealed class UserReplyReaderTests
{
    [Theory]
    [InlineData("Thought:\nHe asks for the id.\n\nUser Response:\nIt is #W1.", "It is #W1.", false)]
    [InlineData("User Response: Hello,\n I want to\ncancel.", "Hello, I want to cancel.", false)]
    [InlineData("**Thought:** done\n**User Response:** ###STOP###", "", true)]
    [InlineData("Thought: done\nuser response:\nThanks.\n###STOP###", "Thanks.", true)]
    public void Read_Reply_IsTheUtteranceAlone(string answer, string text, bool stop) =>
        Assert.Equal(new UserReply(text, stop), UserReplyReader.Read(answer).Value);

    [Theory]
    [InlineData("It is #W1.", "needs a line")]
    [InlineData("User Response: a\nUser Response: b", "exactly once")]
    [InlineData("Thought: x\nUser Response:  \n", "says nothing")]
    [InlineData("User Response: Hello.\nThought: I should not tell the id.", "the thought stands in the user's response")]
    [InlineData("", "needs a line")]
    public void Read_OtherForm_IsSaidToBeWrong(string answer, string problem) =>
        Assert.Contains(problem, UserReplyReader.Read(answer).Problem, StringComparison.Ordinal);
}
