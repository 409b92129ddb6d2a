using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.Rewards;

namespace Tarl.Learner.ScoreEpisode;

/// <summary>Puts an episode's outcome into figures: its reward and what it took.</summary>
public sealed partial class EpisodeScorer
{
    private readonly IRewardShaper _shaper;

    public EpisodeScorer(IEnumerable<IRewardShaper> shapers, IOptions<RewardOptions> options)
    {
        var byName = shapers.ToDictionary(shaper => shaper.Name);
        _shaper = byName.TryGetValue(options.Value.Shaper, out var shaper)
            ? shaper
            : throw new InvalidOperationException($"There is no reward '{options.Value.Shaper}'; there are {string.Join(", ", byName.Keys)}.");
    }

    public EpisodeScored Score(JoinedEpisode episode)
    {
        var completed = episode.Completed;
        var agentTurns = completed.Turns.Where(turn => turn.Role == TurnRole.Agent).ToArray();
        return new EpisodeScored
        {
            EpisodeId = completed.EpisodeId,
            Batch = completed.Rollout.Batch,
            Group = completed.Rollout.Group,
            Trial = completed.Rollout.Trial,
            TaskId = completed.Rollout.Task.Id,
            Kind = completed.Rollout.Task.Kind,
            Domain = completed.Rollout.Task.Domain,
            Choice = completed.Rollout.Choice,
            Purpose = completed.Rollout.Purpose,
            StopReason = completed.StopReason,
            Failure = episode.Failure,
            Success = episode.Failure is null && episode.Verified.Success,
            Reward = episode.Failure is null ? Shape(episode, new double[agentTurns.Length]) : 0,
            AgentTurns = agentTurns.Length,
            ToolErrors = completed.Turns.Count(turn => turn is { Role: TurnRole.Tool, IsError: true }),
            SampledTokens = completed.Ledger?.SampledTokens ?? (episode.Failure is null ? agentTurns.Sum(turn => turn.SampledTokens) : 0),
            Tokens = completed.Ledger?.Tokens ?? 0,
            WaitTokens = agentTurns.Sum(turn => Wait().Count(turn.Thought ?? "") + Wait().Count(turn.Text)),
        };
    }

    /// <summary>The reward of an episode that has not failed, where it falls.</summary>
    /// <param name="sampledTokens">S, tokens that the policy sampled.</param>
    /// <returns>One entry a sampled token. (S)</returns>
    public double[] TokenRewards(JoinedEpisode episode, int sampledTokens)
    {
        var turnTokens = episode.Completed.Turns.Where(turn => turn.Role == TurnRole.Agent).Select(turn => turn.SampledTokens).ToArray();
        var turnRewards = new double[turnTokens.Length];
        Shape(episode, turnRewards);
        return Rewards.TokenRewards.Place(turnRewards, turnTokens, sampledTokens);
    }

    private double Shape(JoinedEpisode episode, double[] turnRewards)
    {
        var scores = episode.Judged.Scores.OrderBy(score => score.TurnIndex).Select(score => score.Score).ToArray();
        return _shaper.Shape(episode.Verified.Success, scores, turnRewards);
    }

    [GeneratedRegex(@"\bwait\b", RegexOptions.IgnoreCase)]
    private static partial Regex Wait();
}
