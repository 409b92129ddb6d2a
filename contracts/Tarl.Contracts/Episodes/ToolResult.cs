namespace Tarl.Contracts.Episodes;

/// <summary>What a tool call gives back to the agent. A failed call is a result, never an exception.</summary>
public sealed record ToolResult
{
    /// <summary>The observation, character for character as the agent reads it.</summary>
    public required string Text { get; init; }

    /// <summary>True if the tool refused or failed; such a call has changed nothing.</summary>
    public bool IsError { get; init; }

    /// <summary>True if the call ends the conversation (a transfer to a human agent).</summary>
    public bool EndsEpisode { get; init; }
}
