using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Policy;
using Tarl.LanguageModels.Budget;
using Tarl.LanguageModels.Messages;
using Tarl.Testing.Models;

namespace Tarl.LanguageModels.Tests;

public sealed class LanguageModelTests
{
    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CompleteAsync_Answer_ComesWithWhatItTook(bool stream)
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("Hello, you there.", input: 12, output: 5));
        using var model = TestModel.Of(server, options => options.Stream = stream);

        var answer = await model.AskAsync();

        Assert.Equal("Hello, you there.", answer.Text);
        Assert.Equal(CompletionEnd.Finished, answer.End);
        Assert.Equal(new TokenUsage(12, 0, 5), answer.Usage);
        Assert.Null(answer.Refusal);
        Assert.False(answer.FromCache);
        Assert.Equal(stream, server.Exchanges.Single().IsStreamed);
    }

    [Fact]
    public async Task CompleteAsync_Request_ReachesTheServerWhole()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("{}"));
        using var model = TestModel.Of(server);
        var request = new CompletionRequest
        {
            Messages =
            [
                ModelMessage.System("s"), ModelMessage.User("u"),
                new ModelMessage { Role = ModelRole.Assistant, Text = "", ToolCalls = [new ModelToolCall("call-1", "find", """{"id":"#W1"}""")] },
                new ModelMessage { Role = ModelRole.Tool, Text = "found", ToolCallId = "call-1" },
                ModelMessage.Assistant("a"),
            ],
            Tools = [new ToolDefinition { Name = "find", Description = "Finds.", Parameters = Json("""{"type":"object"}""") }],
            Schema = new AnswerSchema("scores", Json("""{"type":"object","properties":{}}""")),
            Temperature = 0.25,
            TopP = 0.5,
            MaxTokens = 77,
            Seed = 12345678901,
        };

        await model.CompleteAsync(request, CancellationToken.None);

        var exchange = server.Exchanges.Single();
        Assert.Equal([("system", "s"), ("user", "u"), ("assistant", ""), ("tool", "found"), ("assistant", "a")], exchange.Messages);
        var call = exchange.Body.GetProperty("messages")[2].GetProperty("tool_calls")[0];
        Assert.Equal(("call-1", "find", """{"id":"#W1"}"""), (call.GetProperty("id").GetString(), call.GetProperty("function").GetProperty("name").GetString(), call.GetProperty("function").GetProperty("arguments").GetString()));
        Assert.Equal("call-1", exchange.Body.GetProperty("messages")[3].GetProperty("tool_call_id").GetString());
        Assert.Equal("find", exchange.Body.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        var format = exchange.Body.GetProperty("response_format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        Assert.Equal("scores", format.GetProperty("json_schema").GetProperty("name").GetString());
        Assert.True(format.GetProperty("json_schema").GetProperty("strict").GetBoolean());
        Assert.Equal("tiny", exchange.Body.GetProperty("model").GetString());
        Assert.Equal(0.25, exchange.Body.GetProperty("temperature").GetDouble());
        Assert.Equal(0.5, exchange.Body.GetProperty("top_p").GetDouble());
        Assert.Equal(77, exchange.Body.GetProperty("max_completion_tokens").GetInt32());
        Assert.False(exchange.Body.TryGetProperty("max_tokens", out _));
        Assert.Equal(12345678901, exchange.Body.GetProperty("seed").GetInt64());
    }

    [Fact]
    public async Task CompleteAsync_MaxTokensField_IsTheOneThatOldServersRead()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("Hi"));
        using var model = TestModel.Of(server, options => options.TokenLimit = TokenLimitField.MaxTokens);

        await model.AskAsync();

        Assert.Equal(1024, server.Exchanges.Single().Body.GetProperty("max_tokens").GetInt32());
        Assert.False(server.Exchanges.Single().Body.TryGetProperty("max_completion_tokens", out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CompleteAsync_ToolCalls_ComeAsWritten(bool stream)
    {
        static JsonObject Call(int index) => new()
        {
            ["index"] = index, ["id"] = $"call-{index}", ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = $"tool_{index}", ["arguments"] = """{"x": """ + index + "}" },
        };
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("", end: "tool_calls", toolCalls: new JsonArray(Call(0), Call(1))));
        using var model = TestModel.Of(server, options => options.Stream = stream);

        var answer = await model.AskAsync();

        Assert.Equal(CompletionEnd.ToolCalls, answer.End);
        Assert.Equal([new ModelToolCall("call-0", "tool_0", """{"x": 0}"""), new ModelToolCall("call-1", "tool_1", """{"x": 1}""")], answer.ToolCalls);
    }

    [Theory]
    [InlineData(false, "length", CompletionEnd.Length)]
    [InlineData(true, "length", CompletionEnd.Length)]
    [InlineData(false, "content_filter", CompletionEnd.Filtered)]
    public async Task CompleteAsync_RefusalAndEnd_AreTold(bool stream, string end, CompletionEnd expected)
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("", end: end, refusal: "I will not."));
        using var model = TestModel.Of(server, options => options.Stream = stream);

        var answer = await model.AskAsync();

        Assert.Equal("I will not.", answer.Refusal);
        Assert.Equal(expected, answer.End);
    }

    [Theory]
    [InlineData("<think>He is lying.</think>\n\nHello.", "Hello.")]
    [InlineData(" Hello. ", "Hello.")]
    public void Answer_Thinking_IsLeftOut(string text, string answer) =>
        Assert.Equal(answer, new Completion { Text = text, End = CompletionEnd.Finished }.Answer);

    [Fact]
    public void New_WithoutAddress_SaysWhatIsNeeded() => Assert.Contains("TestModel:Address", Assert.Throws<InvalidDataException>(() => TestModel.At("")).Message, StringComparison.Ordinal);
}
