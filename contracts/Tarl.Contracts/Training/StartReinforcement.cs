namespace Tarl.Contracts.Training;

/// <summary>Command: go on from a policy, update after update.</summary>
public sealed record StartReinforcement
{
    /// <summary>Updates already done; 0 after cloning.</summary>
    public required int CompletedUpdates { get; init; }

    public required int PolicyVersion { get; init; }

    /// <summary>What <see cref="UpdateCompleted.Results"/> of the last of them said; empty if there is none.</summary>
    public IReadOnlyList<TaskResult> Results { get; init; } = [];
}
