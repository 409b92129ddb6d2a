using System.Collections.Concurrent;
using MassTransit;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;

namespace Tarl.Benchmarks.Bus;

/// <summary>Stands for learner and command line: knows which episodes have been completed, verified, judged and scored.</summary>
internal sealed class EpisodeJoin
{
    private readonly ConcurrentDictionary<Guid, Parts> _parts = new();
    private TaskCompletionSource _scored = new();
    private int _missing;

    /// <summary>From now on, waits for so many episodes.</summary>
    public void Expect(int episodes) => (_missing, _scored) = (episodes, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Completes when all of them have been scored.</summary>
    public Task AllScoredAsync(CancellationToken cancellationToken) => _scored.Task.WaitAsync(cancellationToken);

    /// <summary>The score to publish, once all three parts are there.</summary>
    public EpisodeScored? Add(Guid episodeId, EpisodeCompleted? completed = null, EpisodeVerified? verified = null, EpisodeJudged? judged = null)
    {
        var parts = _parts.GetOrAdd(episodeId, _ => new Parts());
        lock (parts)
        {
            parts.Completed ??= completed;
            parts.Verified ??= verified;
            parts.Judged ??= judged;
            return parts is { Completed: { } played, Verified: { } verdict, Judged: not null } && _parts.TryRemove(episodeId, out _) ? Score(played, verdict) : null;
        }
    }

    public void Scored(EpisodeScored score)
    {
        if (score.Failure is { } failure)
        {
            _scored.TrySetException(new InvalidOperationException($"An episode failed: {failure.Message}"));
        }
        else if (Interlocked.Decrement(ref _missing) == 0)
        {
            _scored.TrySetResult();
        }
    }

    private static EpisodeScored Score(EpisodeCompleted completed, EpisodeVerified verified) => new()
    {
        EpisodeId = completed.EpisodeId,
        Batch = completed.Rollout.Batch,
        Group = completed.Rollout.Group,
        Trial = completed.Rollout.Trial,
        TaskId = completed.Rollout.Task.Id,
        Domain = completed.Rollout.Task.Domain,
        Kind = completed.Rollout.Task.Kind,
        Purpose = completed.Rollout.Purpose,
        StopReason = completed.StopReason,
        Failure = completed.Failure,
        Success = verified.Success,
        Reward = verified.Success ? 1 : 0,
        AgentTurns = completed.Turns.Count(turn => turn.Role == TurnRole.Agent),
        ToolErrors = completed.Turns.Count(turn => turn is { Role: TurnRole.Tool, IsError: true }),
        SampledTokens = 0,
        Tokens = 0,
        WaitTokens = 0,
    };

    private sealed class Parts
    {
        public EpisodeCompleted? Completed { get; set; }
        public EpisodeVerified? Verified { get; set; }
        public EpisodeJudged? Judged { get; set; }
    }
}
