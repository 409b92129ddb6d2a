using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>The conversation ends before the agent has tried all that the ground truth writes: it refused, gave up or strayed.</summary>
public sealed class NeglectedWriteRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn) =>
        turn.IsLast && turn.Transcript.OutstandingWrites(turn).FirstOrDefault() is { } write
            ? Finding.Major($"the conversation ended without {write.Name} {CallComparison.OneLine(write.Arguments)}")
            : null;
}
