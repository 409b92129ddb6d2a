using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tarl.Testing.Models;

/// <summary>One request, and the ways in which a server can answer it.</summary>
public sealed class ModelExchange(HttpContext http, JsonElement body, int number)
{
    public JsonElement Body => body;

    /// <summary>From 1.</summary>
    public int Number => number;

    public string? Authorization { get; } = http.Request.Headers.Authorization;

    public CancellationToken Aborted => http.RequestAborted;

    public bool IsStreamed => body.TryGetProperty("stream", out var stream) && stream.GetBoolean();

    /// <summary>The messages as (role, text).</summary>
    public IReadOnlyList<(string Role, string Text)> Messages =>
        [.. body.GetProperty("messages").EnumerateArray().Select(message => (message.GetProperty("role").GetString()!, TextOf(message)))];

    /// <summary>A whole answer, or a stream of it if one was asked for.</summary>
    /// <param name="input">Tokens, of which <paramref name="cached"/> were cached; null: the server does not say.</param>
    public Task AnswerAsync(string text, int? input = 100, int output = 20, int cached = 0, string end = "stop", string? refusal = null, JsonArray? toolCalls = null) =>
        IsStreamed
            ? StreamAsync(text, input, output, end, refusal, toolCalls)
            : WriteAsync(200, new JsonObject
            {
                ["id"] = $"answer-{number}",
                ["object"] = "chat.completion",
                ["created"] = 1,
                ["model"] = body.GetProperty("model").GetString(),
                ["choices"] = new JsonArray(new JsonObject
                {
                    ["index"] = 0,
                    ["finish_reason"] = end,
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = refusal, ["tool_calls"] = toolCalls },
                }),
                ["usage"] = Usage(input, output, cached),
            }.ToJsonString());

    /// <param name="retryAfter">The header's text.</param>
    public Task RefuseAsync(int status, string message, string? retryAfter = null, string code = "refused")
    {
        if (retryAfter is not null)
        {
            http.Response.Headers.RetryAfter = retryAfter;
        }

        return WriteAsync(status, new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "test", ["code"] = code } }.ToJsonString());
    }

    /// <summary>Any text as the response's body.</summary>
    public Task WriteAsync(int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(text, Aborted);
    }

    /// <summary>Begins a stream, and leaves it at that: the caller stalls or aborts.</summary>
    public async Task BeginStreamAsync(string text)
    {
        http.Response.ContentType = "text/event-stream";
        await EventAsync(Chunk(new JsonObject { ["role"] = "assistant", ["content"] = text }));
        await http.Response.Body.FlushAsync(Aborted);
    }

    /// <summary>Ends the connection in the middle of whatever it is in.</summary>
    public void Abort() => http.Abort();

    /// <summary>Says nothing until the client gives up.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, Aborted);

    private async Task StreamAsync(string text, int? input, int output, string end, string? refusal, JsonArray? toolCalls)
    {
        await BeginStreamAsync("");
        foreach (var word in text.Split(' ').Select((word, at) => at == 0 ? word : " " + word))
        {
            await EventAsync(Chunk(new JsonObject { ["content"] = word }));
        }

        if (refusal is not null) await EventAsync(Chunk(new JsonObject { ["refusal"] = refusal }));
        foreach (var call in toolCalls ?? []) await EventAsync(Chunk(new JsonObject { ["tool_calls"] = new JsonArray(call!.DeepClone()) }));
        await EventAsync(Chunk([], end));
        if (input is not null) await EventAsync(Envelope([], Usage(input, output, 0)));
        await http.Response.WriteAsync("data: [DONE]\n\n", Aborted);
    }

    private static JsonObject? Usage(int? input, int output, int cached) => input is not { } tokens ? null : new JsonObject
    {
        ["prompt_tokens"] = tokens,
        ["completion_tokens"] = output,
        ["total_tokens"] = tokens + output,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = cached },
    };

    private JsonObject Chunk(JsonObject delta, string? end = null) =>
        Envelope(new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = end }), null);

    private JsonObject Envelope(JsonArray choices, JsonObject? usage) => new()
    {
        ["id"] = $"answer-{number}",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = body.GetProperty("model").GetString(),
        ["choices"] = choices,
        ["usage"] = usage,
    };

    private Task EventAsync(JsonObject chunk) => http.Response.WriteAsync($"data: {chunk.ToJsonString()}\n\n", Aborted);

    private static string TextOf(JsonElement message) => message.TryGetProperty("content", out var content)
        ? content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString())),
            _ => "",
        }
        : "";
}
