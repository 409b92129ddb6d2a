using Tarl.Policy.Chat;

namespace Tarl.Policy.Tests.Chat;

public sealed class ThoughtMarkUpTests
{
    [Theory]
    [InlineData("<think>\nIt is #W1.\nYes.\n</think>\n\nIs it #W1?", "It is #W1.\nYes.", "Is it #W1?")]
    [InlineData("<think></think><tool_call>", "", "<tool_call>")]
    [InlineData("<think>never closed, <tool_call> and all", "never closed, <tool_call> and all", "")]
    [InlineData("<think>a</think>b</think>", "a", "b</think>")]
    [InlineData("no thought", null, "no thought")]
    [InlineData("First words. <think>a</think>", null, "First words. <think>a</think>")]
    [InlineData("", null, "")]
    public void Split_AnyTurn_PartsTheThoughtThatItBeginsWith(string turn, string? thought, string text) =>
        Assert.Equal((thought, text), ThoughtMarkUp.Split(turn));

    [Fact]
    public void Render_Thought_IsQwen3sSpelling() => Assert.Equal("<think>\nIt is #W1.\n</think>\n\n", ThoughtMarkUp.Render("It is #W1."));
}
