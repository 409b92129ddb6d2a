namespace Tarl.Contracts.Curriculum;

/// <summary>One thing that a scripted user wants.</summary>
public sealed record UserGoal
{
    /// <summary>The intent, which selects the phrasing: <c>cancel</c>, <c>return</c>, <c>exchange</c>, …</summary>
    public required string Intent { get; init; }

    /// <summary>What the user knows about this goal, by name (<c>order_id</c>, <c>reason</c>, …), in the words the user says it with.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>Names of facts that the user tells only when asked; <c>identity</c> stands for who the user is.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>What the user answers when the agent asks to confirm.</summary>
    public Confirmation Confirmation { get; init; }
}
