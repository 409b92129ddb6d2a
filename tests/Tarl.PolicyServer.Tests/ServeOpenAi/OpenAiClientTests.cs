using System.Text.Json;

namespace Tarl.PolicyServer.Tests.ServeOpenAi;

/// <summary>The policy server as OpenAI's own client for Node sees it.</summary>
public sealed class OpenAiClientTests(TinyPolicy policy) : IClassFixture<TinyPolicy>
{
    [NodeFact]
    public async Task NodeClient_ListsChatsStreamsCallsAndErrs_AsWithAnyOtherServer()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Taught("cancel", CancelLesson.Turns), ("OpenAi:Token", "a key for tests"));

        var seen = await NodeClient.RunAsync("use-policy.mjs", [$"{server.Address}/v1", "a key for tests"]);

        Assert.Equal(("""["tarl"]""", "model"), (seen.GetProperty("models").GetRawText(), seen.GetProperty("model").GetString()));
        AssertCall(seen.GetProperty("called"));
        AssertCall(seen.GetProperty("joined"));
        var answered = seen.GetProperty("answered");
        Assert.Equal(CancelLesson.Told, Choice(answered).GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(CancelLesson.Told, string.Concat(Choice(answered).GetProperty("logprobs").GetProperty("content").EnumerateArray().Select(token => token.GetProperty("token").GetString())));
        var streamed = seen.GetProperty("streamed");
        Assert.Equal((CancelLesson.Told, "stop"), (streamed.GetProperty("words").GetString(), streamed.GetProperty("finish").GetString()));
        Assert.Equal(answered.GetProperty("usage").GetRawText(), streamed.GetProperty("usage").GetRawText());
        Assert.Equal("NotFoundError 404 model_not_found model", Error(seen, "model"));
        Assert.Equal("BadRequestError 400 unsupported_value n", Error(seen, "choices"));
        Assert.Equal("BadRequestError 400 invalid_value messages[0].role", Error(seen, "role"));
        Assert.Equal("BadRequestError 400 context_length_exceeded messages", Error(seen, "context"));
        Assert.Equal("BadRequestError 400 context_length_exceeded messages", Error(seen, "streamedContext"));
        Assert.Equal("AuthenticationError 401 invalid_api_key ", Error(seen, "key"));
    }

    private static void AssertCall(JsonElement completion)
    {
        var function = Choice(completion).GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal(("tool_calls", "cancel_order"), (Choice(completion).GetProperty("finish_reason").GetString(), function.GetProperty("name").GetString()));
        Assert.Equal("#W12", JsonSerializer.Deserialize<JsonElement>(function.GetProperty("arguments").GetString()!).GetProperty("order_id").GetString());
    }

    private static JsonElement Choice(JsonElement completion) => completion.GetProperty("choices")[0];

    private static string Error(JsonElement seen, string name)
    {
        var error = seen.GetProperty("errors").GetProperty(name);
        return $"{error.GetProperty("kind")} {error.GetProperty("status")} {error.GetProperty("code")} {error.GetProperty("param")}";
    }
}
