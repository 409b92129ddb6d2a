namespace Tarl.Messaging.DeadLetters;

/// <summary>A message that was given up: it lies in an error queue until somebody sends it again.</summary>
public sealed record DeadLetter
{
    /// <summary>The queue that it lies in: the name of the one that it was consumed from, and <c>_error</c>, or <c>_skipped</c> if nobody there knew its type.</summary>
    public required string Queue { get; init; }

    /// <summary>The message's id; empty if its sender gave it none.</summary>
    public required string Id { get; init; }

    /// <summary>Without its namespace: <c>EpisodeCompleted</c>; <c>unknown</c> if it is none of ours.</summary>
    public required string MessageType { get; init; }

    /// <summary>The episode that it is about, if it is about one.</summary>
    public string? EpisodeId { get; init; }

    /// <summary>When it was last given up, in the words of the consumer's clock; null if not recorded.</summary>
    public string? FailedAt { get; init; }

    /// <summary>The type of the last exception; null if not recorded.</summary>
    public string? ExceptionType { get; init; }

    public string? ExceptionMessage { get; init; }

    /// <summary>How often the message was given up: once, and once more for every time that it was sent again.</summary>
    public required int TimesFailed { get; init; }
}
