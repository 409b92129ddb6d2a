namespace Tarl.Contracts.Episodes;

/// <summary>One uninterrupted contribution of user, agent or tool to the conversation.</summary>
public sealed record Turn
{
    public required TurnRole Role { get; init; }

    /// <summary>What was said. For an agent turn the raw text the policy wrote, tool-call mark-up included, its thought left out; for a tool the observation.</summary>
    public required string Text { get; init; }

    /// <summary>What an agent thought before it spoke or called, told to nobody; null if it did not think.</summary>
    public string? Thought { get; init; }

    /// <summary>The call that an agent turn made; null if it spoke to the user or its call could not be parsed.</summary>
    public ToolCall? Call { get; init; }

    /// <summary>Tool turns: the call failed. Agent turns: the text holds a tool call that could not be parsed.</summary>
    public bool IsError { get; init; }

    /// <summary>Tokens the policy sampled for this turn, end-of-turn included; 0 for user and tool.</summary>
    public int SampledTokens { get; init; }
}
