using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>A call that the tool refused, unless a right agent makes it too (to find out that an order does not exist).</summary>
public sealed class FailedCallRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn) =>
        turn is { Call: { } call, Result.IsError: true } && !turn.Transcript.Task.GroundTruth.Any(right => CallComparison.AreEqual(call, right))
            ? Finding.Minor($"{call.Name} failed: {turn.Result.Text}")
            : null;
}
