using System.Globalization;
using Spectre.Console;

namespace Tarl.Cli.Evaluate;

/// <summary>Evaluations side by side, as tables for people.</summary>
internal static class EvaluationTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<(string Name, EvaluationResult Result)> evaluations)
    {
        WriteFigures(console, evaluations);
        WriteKinds(console, evaluations);
    }

    private static void WriteFigures(IAnsiConsole console, IReadOnlyList<(string Name, EvaluationResult Result)> evaluations)
    {
        var first = evaluations[0].Result;
        var table = new Table().Border(TableBorder.Simple).Title($"{first.Tasks} held-out tasks, {first.Trials} trials each, 95% intervals");
        table.AddColumn("agent");
        foreach (var k in first.PassK)
        {
            table.AddColumn($"pass^{k.K}");
        }

        table.AddColumns("wait/turn", "tokens", "turns", "tool errors", "stopped by");
        foreach (var (name, result) in evaluations)
        {
            table.AddRow(
            [
                name,
                .. result.PassK.Select(Interval),
                Number(result.WaitTokensPerTurn, "F3"),
                Number(result.ResponseTokens, "F1"),
                Number(result.TurnsPerEpisode, "F1"),
                Number(result.ToolErrorsPerEpisode, "F2"),
                string.Join(", ", result.StopReasons.Select(reason => $"{reason.Key} {reason.Value}")),
            ]);
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
                .. evaluations.Select(evaluation => evaluation.Result.ByKind.TryGetValue(kind, out var other) ? Number(other.Pass1, "P1") : ""),
            ]);
        }

        console.Write(table);
    }

    private static string Interval(PassK pass) => Markup.Escape($"{Number(pass.Value, "P1")} [{Number(pass.Low, "P1")}, {Number(pass.High, "P1")}]");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
