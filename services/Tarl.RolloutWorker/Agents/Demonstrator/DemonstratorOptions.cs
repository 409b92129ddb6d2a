using System.ComponentModel.DataAnnotations;

namespace Tarl.RolloutWorker.Agents.Demonstrator;

/// <summary>
/// How often a demonstrator does each thing wrong, as probabilities. What is cloned from an imperfect demonstrator leaves reinforcement
/// something to learn: with the defaults it passes about three quarters of the default mix of tasks; with all at 0 it passes every task.
/// </summary>
public sealed record DemonstratorOptions
{
    /// <summary>An episode in which it writes without asking the user to confirm.</summary>
    [Range(0.0, 1.0)]
    public double SkipConfirmation { get; init; } = 0.5;

    /// <summary>An episode in which it tries what the guidelines forbid, or transfers the user, instead of refusing.</summary>
    [Range(0.0, 1.0)]
    public double FailToRefuse { get; init; } = 0.45;

    /// <summary>An episode in which it writes although the user has said no.</summary>
    [Range(0.0, 1.0)]
    public double IgnoreNo { get; init; } = 0.4;

    /// <summary>A goal for which it writes a wrong item, payment method, reason or address part, or forgets to write.</summary>
    [Range(0.0, 1.0)]
    public double WrongDetail { get; init; } = 0.22;

    /// <summary>The part of the failures to refuse that are a transfer to a human agent.</summary>
    [Range(0.0, 1.0)]
    public double TransferShare { get; init; } = 0.25;

    /// <summary>A demonstrator without fault.</summary>
    public static DemonstratorOptions Perfect { get; } = new() { SkipConfirmation = 0, FailToRefuse = 0, IgnoreNo = 0, WrongDetail = 0 };
}
