using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Contracts.Rewards;

/// <summary>Event: an episode with its verdict and turn scores has been recorded; its figures in short.</summary>
public sealed record EpisodeScored
{
    public required Guid EpisodeId { get; init; }
    public required string Batch { get; init; }
    public required int Group { get; init; }
    public required int Trial { get; init; }
    public required string TaskId { get; init; }
    public required string Kind { get; init; }

    /// <summary>The task's, which is its family.</summary>
    public required string Domain { get; init; }

    /// <summary>Why the task was chosen; null if no sampler chose it.</summary>
    public TaskChoice? Choice { get; init; }

    public required RolloutPurpose Purpose { get; init; }
    public required StopReason StopReason { get; init; }

    /// <summary>Set if the episode failed outside the policy: it then has no verdict and no reward.</summary>
    public EpisodeFailure? Failure { get; init; }

    public required bool Success { get; init; }

    /// <summary>What the learner's reward makes of verdict and turn scores.</summary>
    public required double Reward { get; init; }

    public required int AgentTurns { get; init; }
    public required int ToolErrors { get; init; }

    /// <summary>Tokens that the policy sampled.</summary>
    public required int SampledTokens { get; init; }

    /// <summary>All tokens of the episode, forced ones included.</summary>
    public required int Tokens { get; init; }

    /// <summary>How often the agent wrote the word "wait": a proxy of self-correction (arXiv 2509.14480).</summary>
    public required int WaitTokens { get; init; }
}
