namespace Tarl.Contracts.Episodes;

/// <summary>Reply to <see cref="SimulateUserTurn"/>.</summary>
public sealed record UserTurnSimulated
{
    public required string Text { get; init; }

    /// <summary>True if the user ends the conversation; the text, if any, is its last word and the agent does not answer it.</summary>
    public required bool Stop { get; init; }

    /// <summary>Set if the user could not be played: the episode then fails at <see cref="Boundary.User"/>, and text and stop mean nothing.</summary>
    public string? Failure { get; init; }
}
