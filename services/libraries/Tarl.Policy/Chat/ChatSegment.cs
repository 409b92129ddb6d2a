namespace Tarl.Policy.Chat;

/// <summary>A stretch of a rendered conversation.</summary>
public readonly record struct ChatSegment(ChatSegmentKind Kind, string Text);
