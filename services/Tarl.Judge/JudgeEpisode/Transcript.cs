using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>A finished episode beside the calls that a right agent would have made.</summary>
public sealed class Transcript
{
    private readonly ToolCategories _categories;

    public Transcript(EpisodeCompleted episode, ToolCategories categories)
    {
        _categories = categories;
        Turns = episode.Turns;
        Task = episode.Rollout.Task;
        StopReason = episode.StopReason;
        DemandedWrites = [.. Task.GroundTruth.Where(call => CategoryOf(call) == ToolCategory.Write)];
        AgentTurns = [.. Enumerable.Range(0, Turns.Count).Where(i => Turns[i].Role == TurnRole.Agent).Select(i => new AgentTurn(this, i))];
    }

    public TaskSpec Task { get; }

    public StopReason StopReason { get; }

    public IReadOnlyList<Turn> Turns { get; }

    public IReadOnlyList<AgentTurn> AgentTurns { get; }

    /// <summary>The writes of the ground truth, in order.</summary>
    public IReadOnlyList<ToolCall> DemandedWrites { get; }

    /// <summary>True if a word is the name of a tool that the judge knows.</summary>
    public bool IsTool(string name) => _categories.Of(Task.Domain, name) != ToolCategory.Unknown;

    public ToolCategory CategoryOf(ToolCall call) => _categories.Of(Task.Domain, call.Name);

    /// <summary>Demanded writes that were not called, up to and including a turn, whether or not the tool obeyed.</summary>
    public IEnumerable<ToolCall> OutstandingWrites(AgentTurn turn) => DemandedWrites.Where(write =>
        !turn.EarlierAgentTurns.Append(turn).Any(earlier => earlier.Call is { } call && CallComparison.AreEqual(call, write)));

    /// <summary>What the agent may ask the user to confirm at a turn: demanded writes that were not called before, and what the user will take back only when asked.</summary>
    public IEnumerable<ToolCall> ProposableWrites(AgentTurn turn) =>
        OutstandingWrites(turn).Concat(Task.Plan.Where(goal => goal.Resolution == GoalResolution.Withdraw).Select(goal => goal.Write).OfType<ToolCall>());

    /// <summary>What is to be said against a turn that leaves a demanded write out: nothing can mend it if the write is never called.</summary>
    public Finding Neglect(ToolCall write, string reason) =>
        AgentTurns.Any(turn => turn.Call is { } call && CallComparison.AreEqual(call, write)) ? Finding.Minor(reason) : Finding.Major(reason);
}
