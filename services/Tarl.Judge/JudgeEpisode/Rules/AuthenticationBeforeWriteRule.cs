using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>Nothing is written for a user whom no tool has identified.</summary>
public sealed class AuthenticationBeforeWriteRule(JudgeOptions options) : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        if (!turn.IsWrite || !options.IdentifyingTools.ContainsKey(turn.Transcript.Task.Domain)) return null;

        return turn.EarlierAgentTurns.Any(earlier => earlier is { Category: ToolCategory.Identification, Succeeded: true })
            ? null
            : turn.Blame($"{turn.Call!.Name} before the user was identified");
    }
}
