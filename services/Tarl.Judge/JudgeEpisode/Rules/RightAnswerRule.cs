using System.Text.RegularExpressions;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>Where the task has an answer, the agent's last word states it: among the last word's numbers or words.</summary>
public sealed partial class RightAnswerRule(JudgeOptions options) : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        var task = turn.Transcript.Task;
        if (!turn.IsLast || !options.AnswerDomains.Contains(task.Domain)) return null;

        var said = Words().Matches(turn.Turn.Text.Replace(",", "")).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = task.Outputs.FirstOrDefault(output => !said.Contains(output));
        return missing is null ? null : Finding.Major($"the answer should be {missing}");
    }

    // A number with its sign and decimals, or a word; a minus after a digit subtracts.
    [GeneratedRegex(@"(?<![\w)])-\d+(\.\d+)?|\d+(\.\d+)?|\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
