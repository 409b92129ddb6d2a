using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>A write has the arguments of one of the ground truth's writes with the same tool.</summary>
public sealed class RightArgumentsRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        if (!turn.IsWrite) return null;

        var closest = turn.Transcript.DemandedWrites
            .Where(write => write.Name == turn.Call!.Name)
            .Select(write => CallComparison.FindDifferences(turn.Call!, write))
            .MinBy(differences => differences.Count);
        return closest is { Count: > 0 } ? turn.Blame($"{turn.Call!.Name}: {string.Join("; ", closest)}") : null;
    }
}
