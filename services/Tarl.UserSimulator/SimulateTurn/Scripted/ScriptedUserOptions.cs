using System.ComponentModel.DataAnnotations;

namespace Tarl.UserSimulator.SimulateTurn.Scripted;

/// <summary>How patient a scripted user is.</summary>
public sealed record ScriptedUserOptions
{
    public const string Section = "ScriptedUser";

    /// <summary>Replies that lead nowhere (empty, repeated, beside the point) that the user answers by repeating the request, for each goal; after one more the user leaves.</summary>
    [Range(0, 10)]
    public int MaxRepeats { get; init; } = 2;

    /// <summary>How often the user tells the same fact for one goal.</summary>
    [Range(1, 10)]
    public int MaxTellings { get; init; } = 2;

    /// <summary>Contributions after which the user leaves whatever the state; half of an episode's 30 steps suits.</summary>
    [Range(1, 100)]
    public int MaxTurns { get; init; } = 14;
}
