using System.Text.Json.Serialization;
using Tarl.LanguageModels.Budget;

namespace Tarl.LanguageModels.Messages;

/// <summary>A model's answer.</summary>
public sealed record Completion
{
    private const string ThinkingEnd = "</think>";

    /// <summary>As written, thinking included where the server leaves it in.</summary>
    public required string Text { get; init; }

    public IReadOnlyList<ModelToolCall> ToolCalls { get; init; } = [];

    /// <summary>What the model says instead of an answer; null if it answers.</summary>
    public string? Refusal { get; init; }

    public required CompletionEnd End { get; init; }

    /// <summary>Null if the server does not say.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>True if it was answered in an earlier run: it has cost nothing now.</summary>
    [JsonIgnore]
    public bool FromCache { get; init; }

    /// <summary>The text without the thinking that some models write before it.</summary>
    [JsonIgnore]
    public string Answer => Text[(Text.LastIndexOf(ThinkingEnd, StringComparison.Ordinal) is var at && at >= 0 ? at + ThinkingEnd.Length : 0)..].Trim();
}
