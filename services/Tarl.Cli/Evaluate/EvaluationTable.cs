using System.Globalization;
using Spectre.Console;

namespace Tarl.Cli.Evaluate;

/// <summary>Evaluations side by side, as tables for people.</summary>
internal static class EvaluationTable
{
    /// <summary>The columns that an agent's name and four values with intervals take side by side.</summary>
    private const int OneLineWidth = 110;

    public static void Write(IAnsiConsole console, IReadOnlyList<(string Name, EvaluationResult Result)> evaluations)
    {
        WritePasses(console, evaluations);
        WriteConduct(console, evaluations);
        WriteKinds(console, evaluations);
    }

    private static void WritePasses(IAnsiConsole console, IReadOnlyList<(string Name, EvaluationResult Result)> evaluations)
    {
        var first = evaluations[0].Result;
        var table = new Table().Border(TableBorder.Simple).Title($"{first.Tasks} tasks, {first.Trials} trials each, 95% intervals");
        table.AddColumn(new TableColumn("agent").NoWrap());
        foreach (var k in Enumerable.Range(1, evaluations.Max(evaluation => evaluation.Result.PassK.Count)))
        {
            table.AddColumn(new TableColumn($"pass^{k}").NoWrap());
        }

        // A narrow terminal gets each interval below its value.
        var separator = console.Profile.Width < OneLineWidth ? "\n" : " ";
        foreach (var (name, result) in evaluations)
        {
            table.AddRow([name, .. result.PassK.Select(pass => Interval(pass, separator))]);
        }

        console.Write(table);
    }

    private static void WriteConduct(IAnsiConsole console, IReadOnlyList<(string Name, EvaluationResult Result)> evaluations)
    {
        var table = new Table().Border(TableBorder.Simple).Title("how they went about it");
        foreach (var name in (string[])["agent", "wait/turn", "tokens", "turns", "tool errors"])
        {
            table.AddColumn(new TableColumn(name).NoWrap());
        }

        table.AddColumn("episodes by how they ended");
        foreach (var (name, result) in evaluations)
        {
            table.AddRow(
                name,
                Number(result.WaitTokensPerTurn, "F3"),
                Number(result.ResponseTokens, "F1"),
                Number(result.TurnsPerEpisode, "F1"),
                Number(result.ToolErrorsPerEpisode, "F2"),
                string.Join(", ", result.StopReasons.Select(reason => $"{reason.Key} {reason.Value}")));
        }

        console.Write(table);
    }

    private static void WriteKinds(IAnsiConsole console, IReadOnlyList<(string Name, EvaluationResult Result)> evaluations)
    {
        var table = new Table().Border(TableBorder.Simple).Title("pass^1 by kind of task");
        table.AddColumns("kind", "tasks");
        foreach (var (name, _) in evaluations)
        {
            table.AddColumn(name);
        }

        foreach (var (kind, result) in evaluations[0].Result.ByKind)
        {
            table.AddRow(
            [
                kind,
                result.Tasks.ToString(CultureInfo.InvariantCulture),
                .. evaluations.Select(evaluation => evaluation.Result.ByKind.TryGetValue(kind, out var other) ? $"{Percent(other.Pass1)}%" : ""),
            ]);
        }

        console.Write(table);
    }

    private static string Interval(PassK pass, string separator) =>
        Markup.Escape($"{Percent(pass.Value)}%{separator}[{Percent(pass.Low)}, {Percent(pass.High)}]");

    private static string Percent(double share) => Number(100 * share, "F1");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
