using Tarl.Contracts.Episodes;

namespace Tarl.Contracts.Curriculum;

/// <summary>What a right agent does about one goal of the user's; a demonstrator follows it, a policy never sees it.</summary>
public sealed record GoalPlan
{
    /// <summary>Calls that identify the user or read what is needed, in order; those that name something unknown fail.</summary>
    public required IReadOnlyList<ToolCall> Reads { get; init; }

    /// <summary>The write that the user asks for, whether or not it is to be made; null if the user asks for none.</summary>
    public ToolCall? Write { get; init; }

    public required GoalResolution Resolution { get; init; }

    /// <summary>What a right agent tells the user: the answer to a question, or why it refuses.</summary>
    public string? Say { get; init; }
}
