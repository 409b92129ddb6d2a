using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tarl.PolicyServer.Generate;

namespace Tarl.PolicyServer.ServeOpenAi.Complete;

/// <summary>An answer in the protocol's words.</summary>
/// <param name="created">Seconds since 1970.</param>
/// <param name="version">The policy version, told as the fingerprint of the system.</param>
internal sealed class CompletionJson(Completion completion, string model, long created, int version, bool tellsLogprobs)
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,

        // Answers are no part of a web page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _id = $"chatcmpl-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
    private readonly string _fingerprint = $"version-{version}";
    private readonly string _callId = $"call_{RandomNumberGenerator.GetHexString(24, lowercase: true)}";

    public bool TellsLogprobs => tellsLogprobs;

    /// <summary>A whole answer.</summary>
    public object Whole(string words, IReadOnlyList<LiveToken> tokens) => new
    {
        id = _id,
        @object = "chat.completion",
        created,
        model,
        systemFingerprint = _fingerprint,
        choices = new[]
        {
            new
            {
                index = 0,
                message = new Message
                {
                    ReasoningContent = completion.Thought,
                    Content = completion.Call is null || words.Length > 0 ? words : null,
                    ToolCalls = completion.Call is null ? null : [Call(index: null)],
                },
                logprobs = Logprobs(tokens),
                finishReason = completion.FinishReason,
            },
        },
        usage = Usage(),
    };

    /// <summary>The first chunk of a stream.</summary>
    public object First() => Chunk(new Delta { Role = "assistant", Content = "" }, [], null);

    /// <summary>What the policy thought, as other servers of the protocol tell it.</summary>
    public object Thought() => Chunk(new Delta { ReasoningContent = completion.Thought }, [], null);

    public object Words(CompletionPart part) => Chunk(new Delta { Content = part.Words }, part.Tokens, null);

    /// <summary>The call, whole; of a turn that makes one.</summary>
    public object Calls() => Chunk(new Delta { ToolCalls = [Call(index: 0)] }, [], null);

    /// <summary>The last chunk that has a choice.</summary>
    public object Last() => Chunk(new Delta(), [], completion.FinishReason);

    /// <summary>The chunk after it, for who has asked for the number of tokens.</summary>
    public object LastWithUsage() => new
    {
        id = _id, @object = "chat.completion.chunk", created, model, systemFingerprint = _fingerprint, choices = Array.Empty<object>(), usage = Usage(),
    };

    private object Chunk(Delta delta, IReadOnlyList<LiveToken> tokens, string? finishReason) => new
    {
        id = _id,
        @object = "chat.completion.chunk",
        created,
        model,
        systemFingerprint = _fingerprint,
        choices = new[] { new { index = 0, delta, logprobs = Logprobs(tokens), finishReason } },
    };

    private object Usage() => new
    {
        promptTokens = completion.PromptTokens,
        completionTokens = completion.SampledTokens,
        totalTokens = completion.PromptTokens + completion.SampledTokens,
    };

    private CalledFunction Call(int? index) =>
        new() { Index = index, Id = _callId, Function = new { name = completion.Call!.Name, arguments = completion.Call.Arguments.GetRawText() } };

    private object? Logprobs(IReadOnlyList<LiveToken> tokens) => tellsLogprobs
        ? new
        {
            content = tokens.Select(token => new
            {
                token = Text(token.Token),
                logprob = token.Logprob,
                bytes = Bytes(token.Token),
                topLogprobs = (token.Top ?? []).Select(top => new { token = Text(top.Token), logprob = top.Logprob, bytes = Bytes(top.Token) }),
            }),
            refusal = (object?)null,
        }
        : null;

    private string Text(int token) => Encoding.UTF8.GetString(completion.BytesOf(token));

    private IEnumerable<int> Bytes(int token) => completion.BytesOf(token).ToArray().Select(b => (int)b);

    private sealed record Message
    {
        public string Role { get; } = "assistant";

        public required string? Content { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? ReasoningContent { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<CalledFunction>? ToolCalls { get; init; }
    }

    /// <summary>What a chunk adds to a message.</summary>
    private sealed record Delta
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Role { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Content { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? ReasoningContent { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<CalledFunction>? ToolCalls { get; init; }
    }

    private sealed record CalledFunction
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Index { get; init; }

        public required string Id { get; init; }

        public string Type { get; } = "function";

        public required object Function { get; init; }
    }
}
