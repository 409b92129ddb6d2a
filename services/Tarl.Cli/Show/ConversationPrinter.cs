using System.Globalization;
using Spectre.Console;
using Tarl.Cli.RunFolders;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;

namespace Tarl.Cli.Show;

/// <summary>Prints an episode for people: who said what, what was called, what the judge thought of it, what came of it.</summary>
internal sealed class ConversationPrinter(IAnsiConsole console)
{
    public void Print(RecordedEpisode episode)
    {
        Line("bold", $"{episode.Task.Id} ({episode.Task.Kind}), {episode.Batch}, trial {episode.Trial}, played by {Player(episode)}");
        Line("grey", $"episode {episode.Id}");
        Line("grey", $"The user's instruction: {episode.Task.Instruction}");
        console.WriteLine();
        var scores = episode.Scores.ToDictionary(score => score.TurnIndex);
        for (var i = 0; i < episode.Turns.Count; i++)
        {
            Print(episode.Turns[i], scores.GetValueOrDefault(i));
        }

        console.WriteLine();
        PrintOutcome(episode);
    }

    private void Print(Turn turn, TurnScore? score)
    {
        if (turn.Thought is { } thought)
        {
            Line("grey", $"think  {thought.Replace("\n", "\n       ", StringComparison.Ordinal)}");
        }

        switch (turn.Role)
        {
            case TurnRole.User:
                Line("aqua", $"user   {turn.Text}");
                break;
            case TurnRole.Tool:
                Line(turn.IsError ? "red" : "grey", $"tool   {turn.Text}");
                break;
            case TurnRole.Agent when turn.Call is { } call:
                Line("yellow", $"agent  {call.Name} {call.Arguments.GetRawText()}{Scored(score)}");
                break;
            default:
                Line(turn.IsError ? "red" : "green", $"agent  {turn.Text}{Scored(score)}");
                break;
        }

        if (score is { Score: < 1 })
        {
            Line(score.Score < 0 ? "red" : "olive", $"       └ {score.Reason}");
        }
    }

    private void PrintOutcome(RecordedEpisode episode)
    {
        if (episode.Failure is { } failure)
        {
            Line("red", $"Failed outside the policy, at the boundary {failure.Boundary}: {failure.Message}");
            return;
        }

        Line("bold", string.Create(
            CultureInfo.InvariantCulture,
            $"{(episode.Success ? "Success" : "No success")}, reward {episode.Reward:F3}; ended by {episode.StopReason}; {episode.SampledTokens} of {episode.Tokens} tokens sampled"));
        foreach (var difference in episode.Differences)
        {
            Line("red", $"  {difference}");
        }

        foreach (var change in episode.Changes)
        {
            Line("grey", $"  changed: {change.Table} {change.Id} {string.Join('.', change.Path)}: {change.Before?.GetRawText() ?? "nothing"} → {change.After?.GetRawText() ?? "nothing"}");
        }
    }

    private void Line(string style, string text) => console.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");

    private static string Scored(TurnScore? score) => score is null ? "" : $"  [{score.Score:+0;-0;0}]";

    private static string Player(RecordedEpisode episode) =>
        episode.Agent == "policy" ? $"policy version {episode.PolicyVersion}" : $"the {episode.Agent} agent";
}
