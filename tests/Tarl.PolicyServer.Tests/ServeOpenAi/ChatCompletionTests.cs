using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Episodes;
using Tarl.Policy.Engines;

namespace Tarl.PolicyServer.Tests.ServeOpenAi;

/// <summary>What the policy says over OpenAI's protocol is what it says in process.</summary>
public sealed class ChatCompletionTests(TinyPolicy policy) : IClassFixture<TinyPolicy>
{
    private const string Words = "Please return my order. It is #W1234567.";

    /// <summary>With which the policy that hardly ever ends a turn never ends one: left alone it goes on for minutes.</summary>
    private static readonly object Endless = new { temperature = 0 };

    /// <summary>Only guards against an answer that never comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Complete_ConversationWithACall_SaysWhatAConversationInProcessSays()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Taught("cancel", CancelLesson.Turns));
        var request = TinyPolicy.Conversation(temperature: 0);
        await using var conversation = await server.Policy.OpenAsync(request with { KeepTokens = false }, default);
        var turns = new[] { Server.User(CancelLesson.Asked), Server.Tool(CancelLesson.Answered) }
            .Select(observation => conversation.SampleAsync([observation], default).AsTask().Result.Turn).ToList();

        var called = await server.CompleteAsync(OpenAiServer.Request(CancelLesson.Asked, new { temperature = 0 }));
        var message = called.GetProperty("choices")[0].GetProperty("message");
        var call = message.GetProperty("tool_calls")[0];
        var answered = await server.CompleteAsync(OpenAiServer.Request("", new
        {
            temperature = 0,
            messages = new object[]
            {
                new { role = "system", content = "retail" },
                new { role = "user", content = CancelLesson.Asked },
                message,
                new { role = "tool", tool_call_id = call.GetProperty("id").GetString(), content = CancelLesson.Answered },
            },
        }));

        Assert.Equal("tool_calls", Finish(called));
        Assert.Equal(JsonValueKind.Null, message.GetProperty("content").ValueKind);
        Assert.Equal(CancelLesson.Call.Name, call.GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("""{"order_id": "#W12"}""", call.GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal((CancelLesson.Told, "stop"), (WordsOf(answered), Finish(answered)));

        // And with it the tokens, history and all.
        Assert.Equal([CancelLesson.Call.Name, null], turns.Select(turn => turn.Call?.Name));
        Assert.Equal(CancelLesson.Told, turns[1].Text);
        var reference = await conversation.CompleteAsync(default);
        var usage = answered.GetProperty("usage");
        Assert.Equal(reference.Tokens, usage.GetProperty("total_tokens").GetInt32());
        Assert.Equal(turns[1].SampledTokens, usage.GetProperty("completion_tokens").GetInt32());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.7)]
    [InlineData(1.0)]
    public async Task Complete_WithLogprobs_AreThoseOfScoringTheSameTokens(double temperature)
    {
        var checkpoint = policy.Checkpoint(endsTurns: false);
        await using var server = await OpenAiServer.StartAsync(checkpoint);

        var completion = await server.CompleteAsync(OpenAiServer.Request(Words, new { temperature, seed = 5, max_tokens = 12, logprobs = true, top_logprobs = 3 }));

        var told = completion.GetProperty("choices")[0].GetProperty("logprobs").GetProperty("content").EnumerateArray().ToList();
        Assert.NotEmpty(told);
        using var engine = TinyPolicy.Load(checkpoint);
        var tokens = new List<int>([.. TinyPolicy.Template.System("retail", "", TinyPolicy.Tools), .. TinyPolicy.Template.Observations([Server.User(Words)])]);
        foreach (var place in told)
        {
            var top = place.GetProperty("top_logprobs").EnumerateArray().ToList();
            Assert.Equal(3, top.Count);
            foreach (var candidate in top.Append(place))
            {
                var scores = engine.Score(
                    [new TokenSequence { Tokens = [.. tokens, IdOf(candidate)], Sampled = [.. tokens.Select(_ => false), true], Temperature = temperature == 0 ? 1 : (float)temperature }], default)[0];
                Assert.Equal(scores.Logprobs[0], candidate.GetProperty("logprob").GetSingle(), 1e-4);
            }

            var likeliest = top.Select(candidate => candidate.GetProperty("logprob").GetSingle()).ToList();
            Assert.Equal(likeliest.OrderDescending(), likeliest);
            Assert.True(place.GetProperty("logprob").GetSingle() <= likeliest[0]);
            tokens.Add(IdOf(place));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Stream_SameSeed_JoinsToTheWholeAnswer(ulong seed)
    {
        await using var server = await OpenAiServer.StartAsync(policy.Checkpoint());
        var whole = await server.CompleteAsync(OpenAiServer.Request(Words, new { seed, logprobs = true }));

        var chunks = await server.StreamAsync(OpenAiServer.Request(Words, new { seed, logprobs = true, stream = true, stream_options = new { include_usage = true } }));

        var choices = chunks.SkipLast(1).Select(chunk => chunk.GetProperty("choices")[0]).ToList();
        Assert.Equal("assistant", choices[0].GetProperty("delta").GetProperty("role").GetString());
        Assert.Equal(WordsOf(whole), string.Concat(choices.SkipLast(1).Select(choice => choice.GetProperty("delta").GetProperty("content").GetString())));
        Assert.Equal(
            whole.GetProperty("choices")[0].GetProperty("logprobs").GetProperty("content").EnumerateArray().Select(token => token.GetRawText()),
            choices.SelectMany(choice => choice.GetProperty("logprobs").GetProperty("content").EnumerateArray()).Select(token => token.GetRawText()));
        Assert.Equal([.. Enumerable.Repeat<string?>(null, choices.Count - 1), Finish(whole)], choices.Select(choice => choice.GetProperty("finish_reason").GetString()));
        Assert.Empty(chunks[^1].GetProperty("choices").EnumerateArray());
        Assert.Equal(whole.GetProperty("usage").GetRawText(), chunks[^1].GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task Stream_ACall_ComesWhole()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Taught("cancel", CancelLesson.Turns));

        var chunks = await server.StreamAsync(OpenAiServer.Request(CancelLesson.Asked, new { temperature = 0, stream = true }));

        Assert.Equal(3, chunks.Count);
        var call = chunks[1].GetProperty("choices")[0].GetProperty("delta").GetProperty("tool_calls")[0];
        Assert.Equal((0, "cancel_order"), (call.GetProperty("index").GetInt32(), call.GetProperty("function").GetProperty("name").GetString()));
        Assert.Equal("tool_calls", chunks[2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Complete_NoCallsWanted_ACallIsWords()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Taught("cancel", CancelLesson.Turns));

        var completion = await server.CompleteAsync(OpenAiServer.Request(CancelLesson.Asked, new { temperature = 0, tool_choice = "none" }));

        Assert.Equal("stop", Finish(completion));
        Assert.StartsWith("<tool_call>\n{\"name\": \"cancel_order\"", WordsOf(completion));
        Assert.False(completion.GetProperty("choices")[0].GetProperty("message").TryGetProperty("tool_calls", out _));
    }

    [Fact]
    public async Task Complete_StopText_EndsBeforeItAndFreesTheConversation()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Checkpoint(endsTurns: false));
        var unstopped = await server.CompleteAsync(OpenAiServer.Request(Words, new { seed = 4, max_tokens = 60 }));
        var words = WordsOf(unstopped);
        var stop = words.Substring(words.Length / 2, 3);

        var stopped = await server.CompleteAsync(OpenAiServer.Request(Words, new { seed = 4, max_tokens = 60, stop = new[] { "never said", stop } }));

        Assert.Equal(words[..words.IndexOf(stop, StringComparison.Ordinal)], WordsOf(stopped));
        Assert.Equal(("length", "stop"), (Finish(unstopped), Finish(stopped)));
        Assert.True(stopped.GetProperty("usage").GetProperty("completion_tokens").GetInt32() < 60);
        Assert.Equal(0, server.Policy.OpenConversations);
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task Complete_TokenLimit_IsCutThereAndSaysSo(string limit)
    {
        await using var server = await OpenAiServer.StartAsync(policy.Checkpoint(endsTurns: false));

        var completion = await server.CompleteAsync(OpenAiServer.Request(Words, new Dictionary<string, int> { [limit] = 7, ["temperature"] = 0 }));

        Assert.Equal("length", Finish(completion));
        Assert.Equal(7, completion.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Complete_NoLimit_EndsWithTheContext()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Checkpoint(endsTurns: false, maxPositions: 128));

        var completion = await server.CompleteAsync(OpenAiServer.Request(Words, Endless));

        Assert.Equal("length", Finish(completion));
        Assert.Equal(128, completion.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Complete_NoSystemMessage_TakesTheServersOwn()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Checkpoint(), ("OpenAi:SystemMessage", "retail"));
        var given = OpenAiServer.Request(Words, new { seed = 3 });
        var left = JsonNode.Parse(given.GetRawText())!.AsObject();
        left["messages"]!.AsArray().RemoveAt(0);

        Assert.Equal(
            (await server.CompleteAsync(given)).GetProperty("usage").GetRawText(),
            (await server.CompleteAsync(JsonSerializer.SerializeToElement(left))).GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task Stream_ClientGoes_TheConversationIsFreed()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Checkpoint(endsTurns: false, maxPositions: 100_000));
        using (var request = new HttpRequestMessage(HttpMethod.Post, OpenAiServer.Completions) { Content = JsonContent.Create(OpenAiServer.Request(Words, new { temperature = 0, stream = true })) })
        using (var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync()))
        {
            Assert.StartsWith("data: ", await reader.ReadLineAsync());
            Assert.Equal(1, server.Policy.OpenConversations);
        }

        await UntilFreeAsync(server);
    }

    [Fact]
    public async Task Complete_ClientGoes_TheConversationIsFreed()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Checkpoint(endsTurns: false, maxPositions: 100_000));
        using var leaves = new CancellationTokenSource();
        var asking = server.Http.PostAsJsonAsync(OpenAiServer.Completions, OpenAiServer.Request(Words, Endless), leaves.Token);
        await UntilAsync(() => server.Policy.OpenConversations == 1);

        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await UntilFreeAsync(server);
    }

    [Fact]
    public async Task Complete_MoreThanMayBe_Is429UntilOneEnds()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Checkpoint(endsTurns: false, maxPositions: 100_000), ("OpenAi:MaxConcurrentRequests", "1"));
        using var leaves = new CancellationTokenSource();
        var first = server.Http.PostAsJsonAsync(OpenAiServer.Completions, OpenAiServer.Request(Words, Endless), leaves.Token);
        await UntilAsync(() => server.Policy.OpenConversations == 1);
        using var refused = await server.Http.PostAsJsonAsync(OpenAiServer.Completions, OpenAiServer.Request(Words, new { max_tokens = 1 }));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await UntilFreeAsync(server);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);

        // The place is free again a moment after its conversation is.
        await UntilAsync(() => server.Http.PostAsJsonAsync(OpenAiServer.Completions, OpenAiServer.Request(Words, new { max_tokens = 1 })).Result.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Complete_LongerThanTheTimeout_IsBrokenOffAndSaysSo()
    {
        await using var server = await OpenAiServer.StartAsync(policy.Checkpoint(endsTurns: false, maxPositions: 100_000), ("OpenAi:RequestTimeout", "00:00:00.3"));

        using var whole = await server.Http.PostAsJsonAsync(OpenAiServer.Completions, OpenAiServer.Request(Words, Endless));
        var chunks = await server.StreamAsync(OpenAiServer.Request(Words, new { temperature = 0, stream = true }));

        Assert.Equal(HttpStatusCode.GatewayTimeout, whole.StatusCode);
        Assert.Equal("timeout", chunks[^1].GetProperty("error").GetProperty("code").GetString());
        await UntilFreeAsync(server);
    }

    private static Task UntilFreeAsync(OpenAiServer server) => UntilAsync(() => server.Policy.OpenConversations == 0);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static string? Finish(JsonElement completion) => completion.GetProperty("choices")[0].GetProperty("finish_reason").GetString();

    private static string WordsOf(JsonElement completion) => completion.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;

    /// <summary>The only token with these bytes.</summary>
    private static int IdOf(JsonElement token)
    {
        var bytes = token.GetProperty("bytes").EnumerateArray().Select(b => (byte)b.GetInt32()).ToArray();
        return Enumerable.Range(0, TinyPolicy.Tokenizer.VocabSize).Single(id => TinyPolicy.Tokenizer.BytesOf(id).SequenceEqual(bytes));
    }
}
