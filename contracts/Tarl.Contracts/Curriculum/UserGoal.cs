namespace Tarl.Contracts.Curriculum;

/// <summary>One thing that a scripted user wants.</summary>
public sealed record UserGoal
{
    /// <summary>The intent, which selects the phrasing: <c>cancel</c>, <c>return</c>, <c>exchange</c>, …</summary>
    public required string Intent { get; init; }

    /// <summary>What the user knows about this goal, by name (<c>order_id</c>, <c>reason</c>, …), told at once or when asked.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>What the user answers when the agent asks to confirm.</summary>
    public Confirmation Confirmation { get; init; }
}
