namespace Tarl.LanguageModels.Messages;

/// <summary>One message of the conversation that a model continues.</summary>
public sealed record ModelMessage
{
    public required ModelRole Role { get; init; }
    public required string Text { get; init; }

    /// <summary>The calls of an assistant's message.</summary>
    public IReadOnlyList<ModelToolCall> ToolCalls { get; init; } = [];

    /// <summary>The call that a tool's message answers; required there.</summary>
    public string? ToolCallId { get; init; }

    public static ModelMessage System(string text) => new() { Role = ModelRole.System, Text = text };

    public static ModelMessage User(string text) => new() { Role = ModelRole.User, Text = text };

    public static ModelMessage Assistant(string text) => new() { Role = ModelRole.Assistant, Text = text };
}
