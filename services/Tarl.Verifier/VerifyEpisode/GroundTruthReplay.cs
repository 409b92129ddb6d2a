using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Sandbox;

namespace Tarl.Verifier.VerifyEpisode;

/// <summary>
/// What a task's ground truth changes in fresh data, as τ-bench computes it: every call in order, calls that end the episode left out,
/// calls that fail without effect on the rest. Remembers the answers: the rollouts of a group share one task.
/// </summary>
public sealed class GroundTruthReplay(ISandboxClient sandbox, IOptions<VerifierOptions> options)
{
    private readonly Dictionary<string, IReadOnlyList<StateChange>> _known = [];
    private readonly Queue<string> _oldestFirst = [];
    private readonly Lock _lock = new();

    /// <exception cref="TimeoutException">The sandbox took longer than <see cref="VerifierOptions.ReplayTimeout"/>.</exception>
    public async ValueTask<IReadOnlyList<StateChange>> GetExpectedChangesAsync(TaskSpec task, CancellationToken cancellationToken)
    {
        var calls = task.GroundTruth.Where(call => !options.Value.EndingTools.Contains(call.Name)).ToList();
        if (calls.Count == 0) return [];

        var key = KeyOf(task, calls);
        lock (_lock)
        {
            if (_known.TryGetValue(key, out var known)) return known;
        }

        var changes = await ReplayInTimeAsync(task, calls, cancellationToken);
        Remember(key, changes);
        return changes;
    }

    // The calls are part of the key: a task that was rewritten under its old id is another task.
    private static string KeyOf(TaskSpec task, List<ToolCall> calls) =>
        string.Join('\n', [task.Domain, task.DataSet, task.Id, .. calls.Select(call => call.Name + call.Arguments.GetRawText())]);

    private async Task<IReadOnlyList<StateChange>> ReplayInTimeAsync(TaskSpec task, List<ToolCall> calls, CancellationToken cancellationToken)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        inTime.CancelAfter(options.Value.ReplayTimeout);
        try
        {
            return await ReplayAsync(task, calls, inTime.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Replaying the ground truth of task {task.Id} took longer than {options.Value.ReplayTimeout}.");
        }
    }

    private async Task<IReadOnlyList<StateChange>> ReplayAsync(TaskSpec task, List<ToolCall> calls, CancellationToken cancellationToken)
    {
        await using var session = await sandbox.OpenAsync(task.Domain, task.DataSet, cancellationToken);
        foreach (var call in calls)
        {
            await session.CallAsync(call, cancellationToken);
        }

        return await session.GetChangesAsync(cancellationToken);
    }

    private void Remember(string key, IReadOnlyList<StateChange> changes)
    {
        lock (_lock)
        {
            if (!_known.TryAdd(key, changes)) return;

            _oldestFirst.Enqueue(key);
            if (_oldestFirst.Count > options.Value.ReplayCacheSize) _known.Remove(_oldestFirst.Dequeue());
        }
    }
}
