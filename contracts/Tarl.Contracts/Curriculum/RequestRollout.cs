using Tarl.Contracts.Policy;

namespace Tarl.Contracts.Curriculum;

/// <summary>Command: run one episode of a task.</summary>
public sealed record RequestRollout
{
    /// <summary>Identifies the episode on every message about it; derived from the seed, so that a repeated run repeats it.</summary>
    public required Guid EpisodeId { get; init; }

    public required TaskSpec Task { get; init; }

    public required RolloutPurpose Purpose { get; init; }

    /// <summary>Rollouts of one task that are compared with each other: the update and the task's place in it.</summary>
    public required string GroupId { get; init; }

    /// <summary>This rollout's number within its group, from 0.</summary>
    public required int Trial { get; init; }

    /// <summary>How many rollouts the group has.</summary>
    public required int GroupSize { get; init; }

    /// <summary>Who plays the agent: <c>policy</c>, <c>demonstrator</c>, <c>do-nothing</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The episode may start once the policy server holds at least this version.</summary>
    public int PolicyVersion { get; init; }

    /// <summary>Seeds all that is random in this episode.</summary>
    public required ulong Seed { get; init; }

    public required SamplingOptions Sampling { get; init; }

    /// <summary>Agent actions allowed; each tool call and each reply counts one.</summary>
    public int MaxSteps { get; init; } = 30;
}
