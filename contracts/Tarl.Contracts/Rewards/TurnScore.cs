using System.ComponentModel.DataAnnotations;

namespace Tarl.Contracts.Rewards;

/// <summary>The judge's opinion of one agent turn.</summary>
public sealed record TurnScore
{
    /// <summary>Position of the turn in the episode's turns, counting user and tool turns too.</summary>
    public required int TurnIndex { get; init; }

    /// <summary>+1 correct; 0 a minor issue or the consequence of an earlier major one; −1 the major deviation.</summary>
    [Range(-1, 1)]
    public required int Score { get; init; }

    public required string Reason { get; init; }
}
