using System.Text;
using OpenAI.Chat;
using Tarl.LanguageModels.Budget;
using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels.Endpoint;

/// <summary>Puts an answer together from what a stream brings.</summary>
internal sealed class StreamedAnswer
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _refusal = new();
    private readonly SortedDictionary<int, Call> _calls = [];
    private ChatFinishReason? _end;
    private TokenUsage? _usage;

    public void Add(StreamingChatCompletionUpdate update)
    {
        foreach (var part in update.ContentUpdate) _text.Append(part.Text);
        _refusal.Append(update.RefusalUpdate);
        _end = update.FinishReason ?? _end;
        _usage = ChatEndpoint.Usage(update.Usage) ?? _usage;
        foreach (var part in update.ToolCallUpdates)
        {
            if (!_calls.TryGetValue(part.Index, out var call)) _calls.Add(part.Index, call = new Call());
            call.Id = string.IsNullOrEmpty(part.ToolCallId) ? call.Id : part.ToolCallId;
            call.Name = string.IsNullOrEmpty(part.FunctionName) ? call.Name : part.FunctionName;
            call.Arguments.Append(part.FunctionArgumentsUpdate?.ToString());
        }
    }

    /// <returns>Null if the server never said why the answer ends: it was cut off.</returns>
    public Completion? Complete() => _end is not { } end ? null : new Completion
    {
        Text = _text.ToString(),
        ToolCalls = [.. _calls.Values.Select(call => new ModelToolCall(call.Id, call.Name, call.Arguments.ToString()))],
        Refusal = _refusal.Length > 0 ? _refusal.ToString() : null,
        End = ChatEndpoint.End(end),
        Usage = _usage,
    };

    private sealed class Call
    {
        public string Id { get; set; } = "";
        public string Name { get; set; } = "";
        public StringBuilder Arguments { get; } = new();
    }
}
