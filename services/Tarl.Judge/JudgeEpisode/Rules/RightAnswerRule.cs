using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>Where the task has a number for an answer, the last number that the agent says is it.</summary>
public sealed partial class RightAnswerRule(JudgeOptions options) : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        var task = turn.Transcript.Task;
        if (!turn.IsLast || !options.AnswerDomains.Contains(task.Domain) || task.Outputs.Count == 0) return null;

        var said = turn.Transcript.AgentTurns.Where(spoken => spoken.IsUtterance).Select(spoken => spoken.Turn.Text.Replace(",", ""));
        var number = said.SelectMany(text => Numbers().Matches(text)).LastOrDefault()?.Value;
        if (number is null) return Finding.Major($"no answer, it should be {task.Outputs[^1]}");
        return ValueOf(number) == ValueOf(task.Outputs[^1]) ? null : Finding.Major($"the answer should be {task.Outputs[^1]}, is {number}");
    }

    private static double ValueOf(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    // In `= -36` the minus is a sign; after a digit, word or bracket it subtracts.
    [GeneratedRegex(@"(?<![\w.)])-?\d+(\.\d+)?(?!\w|\.\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
