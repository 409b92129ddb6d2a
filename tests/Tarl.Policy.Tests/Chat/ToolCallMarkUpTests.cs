using Tarl.Policy.Chat;

namespace Tarl.Policy.Tests.Chat;

public sealed class ToolCallMarkUpTests
{
    [Theory]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>")]
    [InlineData("<tool_call>{\"arguments\":{\"a\":1},\"name\":\"f\"}</tool_call>")]
    [InlineData("I will look.\n<tool_call>\n{\"name\": \"\\u0066\", \"arguments\": {\"a\": 1}, \"id\": 7}\n</tool_call>\n")]
    public void TryParse_Call_IsRead(string text)
    {
        Assert.True(ToolCallMarkUp.TryParse(text, out var call));
        Assert.Equal("f", call.Name);
        Assert.Equal(1, call.Arguments.GetProperty("a").GetInt32());
    }

    [Theory]
    [InlineData("<tool_call>")]
    [InlineData("</tool_call>")]
    [InlineData("<tool_call></tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {}}}\n</tool_call>")]
    [InlineData("<tool_call>\n[{\"name\": \"f\", \"arguments\": {}}]\n</tool_call>")]
    [InlineData("<tool_call>\n\"f\"\n</tool_call>")]
    [InlineData("<tool_call>\nf()\n</tool_call>")]
    [InlineData("<tool_call>\n{\"arguments\": {}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"\", \"arguments\": {}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": 3, \"arguments\": {}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\"}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": null}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": \"{}\"}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": []}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"name\": \"g\", \"arguments\": {}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1, \"\\u0061\": 2}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"\\ud800\", \"arguments\": {}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": \"\\udc00\"}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"\\ud800\": 1}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": NaN}}\n</tool_call>")]
    [InlineData("<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</tool_call> and now?")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call><tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>")]
    [InlineData("</tool_call><tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>")]
    [InlineData("<tool_call><tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call></tool_call>")]
    public void TryParse_AnythingElse_IsRefusedAndStillSeenAsMarkUp(string text)
    {
        Assert.False(ToolCallMarkUp.TryParse(text, out _));
        Assert.True(ToolCallMarkUp.IsIn(text));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    [InlineData(100_000, false)]
    public void TryParse_NestedArguments_AreReadToDepth32(int arrays, bool accepted)
    {
        // The call and its arguments are the first two levels.
        var nested = new string('[', arrays) + new string(']', arrays);
        Assert.Equal(accepted, ToolCallMarkUp.TryParse($"<tool_call>{{\"name\": \"f\", \"arguments\": {{\"a\": {nested}}}}}</tool_call>", out _));
    }
}
