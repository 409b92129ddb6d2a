namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>Only what the ground truth writes is written.</summary>
public sealed class RightToolRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        if (!turn.IsWrite) return null;

        var demanded = turn.Transcript.DemandedWrites;
        if (demanded.Any(write => write.Name == turn.Call!.Name)) return null;

        return turn.Blame(demanded.Count == 0
            ? $"{turn.Call!.Name}, where nothing may be written"
            : $"{turn.Call!.Name} is not what is wanted ({string.Join(", ", demanded.Select(write => write.Name).Distinct())})");
    }
}
