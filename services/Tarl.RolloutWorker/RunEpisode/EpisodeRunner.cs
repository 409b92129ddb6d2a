using System.Diagnostics;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;
using Tarl.RolloutWorker.Agents;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>Drives one episode: user ⇄ agent ⇄ tools, until somebody ends it or a limit is reached.</summary>
public sealed class EpisodeRunner(
    IEnumerable<IAgent> agents, ISandboxClient sandboxes, IUser user, IOptions<RolloutWorkerOptions> options)
{
    private const string MalformedCall = "Error: malformed tool call";

    private readonly Dictionary<string, IAgent> _agents = agents.ToDictionary(agent => agent.Name);

    /// <summary>Runs an episode. What fails outside the policy ends it as <see cref="StopReason.Failed"/>; only cancellation throws.</summary>
    public async Task<EpisodeCompleted> RunAsync(RequestRollout rollout, CancellationToken cancellationToken)
    {
        EpisodeCompleted? completed = null;
        var started = Stopwatch.GetTimestamp();
        RolloutMetrics.Started();
        try
        {
            return completed = await RunUncountedAsync(rollout, cancellationToken);
        }
        finally
        {
            RolloutMetrics.Ended(completed, started);
        }
    }

    private async Task<EpisodeCompleted> RunUncountedAsync(RequestRollout rollout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.EpisodeTimeout);
        var episode = new Progress(rollout);
        try
        {
            await PlayAsync(episode, limit.Token);
        }
        catch (Exception failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = limit.IsCancellationRequested ? $"The episode did not end within {options.Value.EpisodeTimeout}." : failure.Message;
            episode.Fail((failure as BoundaryException)?.Boundary ?? Boundary.Worker, message);
        }

        return new EpisodeCompleted
        {
            EpisodeId = rollout.EpisodeId,
            Rollout = rollout,
            Turns = episode.Turns,
            Changes = episode.Changes,
            StopReason = episode.StopReason,
            Failure = episode.Failure,
            Ledger = episode.Ledger,
        };
    }

    private async Task PlayAsync(Progress episode, CancellationToken cancellationToken)
    {
        var rollout = episode.Rollout;
        if (!_agents.TryGetValue(rollout.Agent, out var agent))
        {
            throw new BoundaryException(
                Boundary.Worker, new InvalidOperationException($"No agent is called '{rollout.Agent}'; there are {string.Join(", ", _agents.Keys)}."));
        }

        await using var sandbox = await CallAsync(
            Boundary.Sandbox, token => sandboxes.OpenAsync(rollout.Task.Domain, rollout.Task.DataSet, token), cancellationToken);
        await using var player = await CallAsync(Boundary.Policy, token => agent.StartAsync(rollout, sandbox, token), cancellationToken);
        episode.StopReason = await ConverseAsync(episode, sandbox, player, cancellationToken);
        episode.Changes = await CallAsync(Boundary.Sandbox, sandbox.GetChangesAsync, cancellationToken);
        episode.Ledger = await CallAsync(Boundary.Policy, player.CompleteAsync, cancellationToken);
    }

    private async Task<StopReason> ConverseAsync(
        Progress episode, ISandboxSession sandbox, IAgentEpisode player, CancellationToken cancellationToken)
    {
        if (await HearUserAsync(episode, cancellationToken))
        {
            return StopReason.UserStopped;
        }

        for (var step = 0; step < episode.Rollout.MaxSteps; step++)
        {
            var sampled = await CallAsync(Boundary.Policy, token => player.ActAsync(episode.TakeUnread(), token), cancellationToken);
            episode.Turns.Add(sampled.Turn);
            episode.Read();
            if (!sampled.Finished)
            {
                return StopReason.TokenLimit;
            }

            if (sampled.Turn.Call is { } call)
            {
                var result = await CallAsync(Boundary.Sandbox, token => sandbox.CallAsync(call, token), cancellationToken);
                episode.Turns.Add(new Turn { Role = TurnRole.Tool, Text = result.Text, IsError = result.IsError });
                if (result.EndsEpisode)
                {
                    return StopReason.AgentTransferred;
                }
            }
            else if (sampled.Turn.IsError)
            {
                episode.Turns.Add(new Turn { Role = TurnRole.Tool, Text = MalformedCall, IsError = true });
            }
            else if (await HearUserAsync(episode, cancellationToken))
            {
                return StopReason.UserStopped;
            }
        }

        return StopReason.StepLimit;
    }

    /// <summary>Adds what the user says next; true if the user ends the conversation with it.</summary>
    private async Task<bool> HearUserAsync(Progress episode, CancellationToken cancellationToken)
    {
        var request = new SimulateUserTurn
        {
            EpisodeId = episode.Rollout.EpisodeId,
            Task = episode.Rollout.Task,
            Dialogue = episode.Dialogue(),
            Seed = episode.Rollout.Seed,
        };
        var reply = await CallAsync(Boundary.User, async token => await user.ReplyAsync(request, token), cancellationToken);
        episode.Turns.Add(new Turn { Role = TurnRole.User, Text = reply.Text });
        return reply.Stop;
    }

    private async Task<T> CallAsync<T>(Boundary boundary, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.CallTimeout);
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await call(limit.Token);
        }
        catch (OperationCanceledException cancelled) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BoundaryException(boundary, new TimeoutException($"No answer within {options.Value.CallTimeout}.", cancelled));
        }
        catch (Exception failure) when (failure is not BoundaryException)
        {
            throw new BoundaryException(boundary, failure);
        }
        finally
        {
            RolloutMetrics.Called(boundary, started);
        }
    }

    /// <summary>What has happened in an episode so far.</summary>
    private sealed class Progress(RequestRollout rollout)
    {
        private int _read;

        public RequestRollout Rollout { get; } = rollout;
        public List<Turn> Turns { get; } = [];
        public IReadOnlyList<StateChange> Changes { get; set; } = [];
        public StopReason StopReason { get; set; } = StopReason.Failed;
        public EpisodeFailure? Failure { get; set; }
        public LedgerReference? Ledger { get; set; }

        /// <summary>Whatever had been reached before counts no longer.</summary>
        public void Fail(Boundary boundary, string message)
        {
            (StopReason, Ledger) = (StopReason.Failed, null);
            Failure = new EpisodeFailure { Boundary = boundary, Message = message };
        }

        /// <summary>The turns that the agent has not yet seen.</summary>
        public IReadOnlyList<Turn> TakeUnread() => Turns[_read..];

        public void Read() => _read = Turns.Count;

        /// <summary>The conversation as the user hears it: no calls, no tools.</summary>
        public IReadOnlyList<Utterance> Dialogue() =>
        [
            .. Turns.Where(turn => turn.Role != TurnRole.Tool && turn.Call is null && !turn.IsError)
                .Select(turn => new Utterance { Role = turn.Role, Text = turn.Text }),
        ];
    }
}
