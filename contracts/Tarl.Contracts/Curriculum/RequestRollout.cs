using Tarl.Contracts.Policy;

namespace Tarl.Contracts.Curriculum;

/// <summary>Command: run one episode of a task.</summary>
public sealed record RequestRollout
{
    /// <summary>Identifies the episode on every message about it; derived from the seed, so that a repeated run repeats it.</summary>
    public required Guid EpisodeId { get; init; }

    public required TaskSpec Task { get; init; }

    public required RolloutPurpose Purpose { get; init; }

    /// <summary>Why the task was chosen; null if no sampler chose it.</summary>
    public TaskChoice? Choice { get; init; }

    /// <summary>The set of episodes that are used together: <c>demonstrations</c>, <c>update-12</c>, <c>evaluation-base</c>.</summary>
    public required string Batch { get; init; }

    /// <summary>The update that is to learn from it, from 1; null if none is.</summary>
    public int? Update { get; init; }

    /// <summary>How many episodes the batch has.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The group's number in the batch, from 0. A group is the rollouts of one task, compared with each other.</summary>
    public required int Group { get; init; }

    /// <summary>This rollout's number within its group, from 0.</summary>
    public required int Trial { get; init; }

    /// <summary>Who plays the agent: <c>policy</c>, <c>demonstrator</c>, <c>do-nothing</c>, <c>openai:MODEL</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The episode may start once the policy server holds at least this version.</summary>
    public int PolicyVersion { get; init; }

    /// <summary>Seeds all that is random in this episode.</summary>
    public required ulong Seed { get; init; }

    public required SamplingOptions Sampling { get; init; }

    /// <summary>Agent actions allowed; each tool call and each reply counts one.</summary>
    public int MaxSteps { get; init; } = 30;
}
