using System.Text.RegularExpressions;
using Tarl.Contracts.Curriculum;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>What is to be done is not refused; where the agent does it later all the same, little is lost.</summary>
public sealed partial class NeedlessRefusalRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        var transcript = turn.Transcript;
        if (!turn.IsUtterance || !Refuses().IsMatch(turn.Turn.Text)) return null;
        if (transcript.Task.Plan.Count == 0 || transcript.Task.Plan.Any(goal => goal.Resolution is GoalResolution.Refuse or GoalResolution.GiveUp)) return null;

        return transcript.OutstandingWrites(turn).FirstOrDefault() is { } write ? transcript.Neglect(write, $"refused {write.Name}") : null;
    }

    // That something cannot be found is another matter.
    [GeneratedRegex(@"\b(cannot|can't|can not|unable to|not able to|not allowed to)\b(?! (find|locate|see|identify|look))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refuses();
}
