using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Import.Tasks;

namespace Tarl.Sandbox.Import.Scripts;

/// <summary>
/// Writes a scripted user's part from a task's ground truth: one goal a write, in their order. It does so only where the writes
/// say all that the user wants.
/// </summary>
internal sealed class ScriptWriter(IGoalReader reader)
{
    private const string TransferTool = "transfer_to_human_agents";

    // An episode's limit. A goal takes its reads, a question to confirm, the write and a report.
    private const int MaxSteps = 30;
    private const int StepsBesidesReads = 3;

    /// <param name="results">What the calls of the ground truth give, one after the other on the fresh data.</param>
    /// <param name="why">Set if there is no script.</param>
    public TaskScript? TryWrite(BenchmarkTask task, IReadOnlyList<ToolResult> results, out NoScript? why)
    {
        var writes = task.Calls.Where(call => reader.IntentOf(call) is not null).ToList();
        why = Unscriptable(task, results, writes);
        if (why is not null || UserOf(task, writes, out why) is not { } user) return null;
        var goals = new List<ScriptedGoal>();
        foreach (var write in writes)
        {
            if (reader.TryRead(user, write, out why) is not { } goal) return null;
            goals.Add(goal);
        }

        var (identity, calls) = reader.Identify(user, task);
        var plan = Plan(goals, calls);
        var steps = plan.Sum(goal => goal.Reads.Count + StepsBesidesReads);
        why = steps > MaxSteps ? new("the conversation takes more steps than an episode has", $"{steps} of {MaxSteps}") : null;
        return why is null ? new(new UserScript { Identity = identity, Goals = [.. goals.Select(goal => goal.Goal)] }, plan) : null;
    }

    private static NoScript? Unscriptable(BenchmarkTask task, IReadOnlyList<ToolResult> results, List<ToolCall> writes)
    {
        if (task.Calls.Any(call => call.Name == TransferTool)) return new("the user is transferred to a human agent", "nothing in the calls says what for");
        if (task.Answers.Count > 0) return new("the user also asks a question, which no call states", $"answered by {string.Join(", ", task.Answers)}");
        if (writes.Count == 0) return new("nothing is written, so that the calls do not say what the user wants", $"{task.Calls.Count} calls, all reading");
        var failing = task.Calls.Zip(results).FirstOrDefault(pair => pair.Second.IsError && writes.Contains(pair.First));
        return failing.First is null ? null : new("a write of the ground truth fails", $"{failing.First.Name}: {failing.Second.Text}");
    }

    private string? UserOf(BenchmarkTask task, List<ToolCall> writes, out NoScript? why)
    {
        var owners = writes.Select(reader.OwnerOf).Distinct().ToList();
        var user = task.UserId ?? (owners is [{ } only] ? only : null);
        why = user is not null && owners.All(owner => owner == user)
            ? null
            : new("the ground truth writes to more than one user's data", string.Join(", ", owners.Prepend(task.UserId).OfType<string>().Distinct()));
        return why is null ? user : null;
    }

    // The first goal also identifies the user; what was read for one goal is not read again for the next.
    private static List<GoalPlan> Plan(List<ScriptedGoal> goals, IReadOnlyList<ToolCall> identification)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var plan = goals.Select(goal => goal.Plan).ToList();
        plan[0] = plan[0] with { Reads = [.. identification, .. plan[0].Reads] };
        return [.. plan.Select(goal => goal with { Reads = [.. goal.Reads.Where(read => known.Add(read.Name + read.Arguments.GetRawText()))] })];
    }
}
