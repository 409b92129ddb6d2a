using Spectre.Console;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;

namespace Tarl.Cli.Show;

/// <summary>Prints parts of a conversation for people.</summary>
internal sealed class TurnPrinter(IAnsiConsole console)
{
    /// <summary>What stands before a user's words.</summary>
    public const string User = "user   ";

    /// <param name="score">What the judge thought of the turn, if one has scored it.</param>
    public void Print(Turn turn, TurnScore? score = null)
    {
        if (turn.Thought is { } thought)
        {
            Line("grey", $"think  {thought.Replace("\n", "\n       ", StringComparison.Ordinal)}");
        }

        switch (turn.Role)
        {
            case TurnRole.User:
                Line("aqua", $"{User}{turn.Text}");
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

    /// <summary>What differs from the ground truth, and what changed in the database.</summary>
    public void Print(IEnumerable<string> differences, IEnumerable<StateChange> changes)
    {
        foreach (var difference in differences)
        {
            Line("red", $"  {difference}");
        }

        foreach (var change in changes)
        {
            Line("grey", $"  changed: {change.Table} {change.Id} {string.Join('.', change.Path)}: {change.Before?.GetRawText() ?? "nothing"} → {change.After?.GetRawText() ?? "nothing"}");
        }
    }

    public void Line(string style, string text) => console.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");

    private static string Scored(TurnScore? score) => score is null ? "" : $"  [{score.Score:+0;-0;0}]";
}
