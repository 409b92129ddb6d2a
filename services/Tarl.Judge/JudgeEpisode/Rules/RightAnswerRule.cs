using System.Globalization;
using System.Text.RegularExpressions;
using Tarl.Contracts.Curriculum;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>Where the task has a number for an answer, the last number that the agent says is it; where it asks a question of the database, the answer is said.</summary>
public sealed partial class RightAnswerRule(JudgeOptions options) : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        var task = turn.Transcript.Task;
        if (!turn.IsLast || task.Outputs.Count == 0) return null;
        if (!options.AnswerDomains.Contains(task.Domain)) return FindUnanswered(turn) is { } answer ? Finding.Major($"the answer {answer} was never given") : null;

        var said = turn.Transcript.AgentTurns.Where(spoken => spoken.IsUtterance).Select(spoken => spoken.Turn.Text.Replace(",", ""));
        var number = said.SelectMany(text => Numbers().Matches(text)).LastOrDefault()?.Value;
        if (number is null) return Finding.Major($"no answer, it should be {task.Outputs[^1]}");
        return ValueOf(number) == ValueOf(task.Outputs[^1]) ? null : Finding.Major($"the answer should be {task.Outputs[^1]}, is {number}");
    }

    private static string? FindUnanswered(AgentTurn turn)
    {
        if (!turn.Transcript.Task.Plan.Any(goal => goal.Resolution == GoalResolution.Answer)) return null;

        var said = turn.Transcript.AgentTurns.Where(spoken => spoken.IsUtterance).Select(spoken => spoken.Turn.Text.Replace(",", "")).ToList();
        return turn.Transcript.Task.Outputs.FirstOrDefault(output => !said.Any(text => Mention.IsSpokenIn(text, output)));
    }

    private static double ValueOf(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    // In `= -36` the minus is a sign; after a digit, word or bracket it subtracts.
    [GeneratedRegex(@"(?<![\w.)])-?\d+(\.\d+)?(?!\w|\.\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
