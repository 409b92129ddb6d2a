using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;

namespace Tarl.Learner.JoinEpisodes;

/// <summary>An episode with all that was said about it.</summary>
public sealed record JoinedEpisode(EpisodeCompleted Completed, EpisodeVerified Verified, EpisodeJudged Judged)
{
    /// <summary>What failed outside the policy; null for an episode that counts.</summary>
    public EpisodeFailure? Failure =>
        Completed.Failure
        ?? (Verified.Failure is { } verifier ? new EpisodeFailure { Boundary = Boundary.Verifier, Message = verifier } : null)
        ?? (JudgeFailure is { } judge ? new EpisodeFailure { Boundary = Boundary.Judge, Message = judge } : null);

    /// <summary>The episode as it counts when something outside the policy has failed after its end.</summary>
    public JoinedEpisode Failed(Boundary boundary, string message) =>
        this with { Completed = Completed with { StopReason = StopReason.Failed, Failure = new EpisodeFailure { Boundary = boundary, Message = message } } };

    private int AgentTurns => Completed.Turns.Count(turn => turn.Role == TurnRole.Agent);

    private string? JudgeFailure =>
        Judged.Failure ?? (Judged.Scores.Count == AgentTurns ? null : $"There are {Judged.Scores.Count} turn scores for {AgentTurns} agent turns.");
}
