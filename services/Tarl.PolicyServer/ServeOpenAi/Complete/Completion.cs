using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Policy.Chat;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.ServeOpenAi.Requests;

namespace Tarl.PolicyServer.ServeOpenAi.Complete;

/// <summary>One answer: a conversation that lives as long as its last turn takes.</summary>
internal sealed class Completion : IAsyncDisposable
{
    private readonly PolicyConversation _conversation;
    private readonly ChatRequest _request;
    private readonly int[] _prompt;
    private readonly TurnText _text;

    private Completion(PolicyConversation conversation, ChatRequest request)
    {
        (_conversation, _request) = (conversation, request);
        _prompt = conversation.Recall(request.Turns);
        _text = new TurnText(request.Stops, request.AllowsCalls);
    }

    public int PromptTokens => _prompt.Length;

    /// <summary>The end token, too.</summary>
    public int SampledTokens { get; private set; }

    /// <summary>What the policy thought before it spoke; null if it did not, or has not yet spoken.</summary>
    public string? Thought => _text.Thought;

    /// <summary>The call that the turn makes; null if it makes none that can be read. Known at the end.</summary>
    public ToolCall? Call { get; private set; }

    /// <summary>Why the turn ended, in the protocol's words.</summary>
    public string FinishReason { get; private set; } = "";

    /// <param name="system">The system message: the guidelines, or in their place the domain's name, as the policy was trained.</param>
    /// <exception cref="OpenAiException">The conversation does not fit the policy's context.</exception>
    public static async Task<Completion> OpenAsync(PolicyClient policy, ChatRequest request, string system, CancellationToken cancellationToken)
    {
        var conversation = await policy.OpenConversationAsync(
            new OpenConversation
            {
                EpisodeId = new Guid(RandomNumberGenerator.GetBytes(16)),
                Domain = system,
                Guidelines = system,
                Tools = request.Tools,
                Sampling = request.Sampling,
                Seed = request.Seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
                KeepTokens = false,
            },
            cancellationToken);
        try
        {
            var completion = new Completion(conversation, request);
            completion.EnsureFits();
            return completion;
        }
        catch
        {
            await conversation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Samples the turn. The parts' words together are what the policy says; a call is none of them.</summary>
    public async IAsyncEnumerable<CompletionPart> SampleAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var live = Channel.CreateUnbounded<LiveToken>();
        var sampling = _conversation.SampleAsync(_prompt, live.Writer, _request.TopLogprobs, cancellationToken).AsTask();
        await foreach (var token in live.Reader.ReadAllAsync(cancellationToken))
        {
            SampledTokens++;
            if (token.Token != _conversation.Template.EndOfTurnToken)
            {
                yield return new CompletionPart(_text.Add(_conversation.Template.BytesOf(token.Token)), [token]);
            }

            if (_text.IsStopped)
            {
                break;
            }
        }

        // One that has been stopped is never finished: it ends with the conversation.
        var isFinished = _text.IsStopped || (await sampling).Finished;
        yield return new CompletionPart(_text.End(), []);
        Call = _request.AllowsCalls && ToolCallMarkUp.TryParse(_text.Whole, out var call) ? call : null;
        FinishReason = !isFinished ? "length" : Call is null ? "stop" : "tool_calls";
        if (Call is null)
        {
            yield return new CompletionPart(_text.Release(), []);
        }
    }

    public ReadOnlySpan<byte> BytesOf(int token) => _conversation.Template.BytesOf(token);

    public ValueTask DisposeAsync() => _conversation.DisposeAsync();

    private void EnsureFits()
    {
        if (_prompt.Length >= _conversation.MaxTokens)
        {
            throw new OpenAiException(
                StatusCodes.Status400BadRequest, "context_length_exceeded",
                $"This model's maximum context length is {_conversation.MaxTokens} tokens. However, your messages resulted in {_prompt.Length} tokens. Please reduce the length of the messages.",
                "messages");
        }
    }
}
