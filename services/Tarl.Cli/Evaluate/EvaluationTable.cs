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
        WriteCosts(console, evaluations);
        WriteParts(console, "kind of task", evaluations, result => result.ByKind);
        WriteParts(console, "domain", evaluations, result => result.ByDomain);
        WriteParts(console, "modality", evaluations, result => result.ByModality);
    }

    private static void WritePasses(IAnsiConsole console, IReadOnlyList<(string Name, EvaluationResult Result)> evaluations)
    {
        var first = evaluations[0].Result;
        var table = new Table().Border(TableBorder.Simple).Title($"{first.Tasks} tasks, {first.Trials} trials each, 95% intervals");
        table.AddColumn(new TableColumn("agent").NoWrap());
        int[] exponents = [.. evaluations.SelectMany(evaluation => evaluation.Result.PassK).Select(pass => pass.K).Distinct().Order()];
        foreach (var k in exponents)
        {
            table.AddColumn(new TableColumn($"pass^{k}").NoWrap());
        }

        // A narrow terminal gets each interval below its value.
        var separator = console.Profile.Width < OneLineWidth ? "\n" : " ";
        foreach (var (name, result) in evaluations)
        {
            table.AddRow([name, .. exponents.Select(k => result.PassK.FirstOrDefault(pass => pass.K == k) is { } pass ? Interval(pass, separator) : "")]);
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

    private static void WriteCosts(IAnsiConsole console, IReadOnlyList<(string Name, EvaluationResult Result)> evaluations)
    {
        var table = new Table().Border(TableBorder.Simple).Title("what the agent's model cost");
        table.AddColumns("agent", "input tokens", "output tokens", "estimated", "money");
        foreach (var (name, result) in evaluations)
        {
            if (result.Spent is { } spent)
            {
                table.AddRow(name, Count(spent.InputTokens), Count(spent.OutputTokens), Count(spent.EstimatedTokens), spent.Money.ToString("0.####", CultureInfo.InvariantCulture));
            }
        }

        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }
    }

    private static void WriteParts(
        IAnsiConsole console, string part, IReadOnlyList<(string Name, EvaluationResult Result)> evaluations,
        Func<EvaluationResult, IReadOnlyDictionary<string, KindResult>> results)
    {
        var table = new Table().Border(TableBorder.Simple).Title($"pass^1 by {part}");
        table.AddColumns(part.Split(' ')[0], "tasks");
        foreach (var (name, _) in evaluations)
        {
            table.AddColumn(name);
        }

        foreach (var (name, result) in results(evaluations[0].Result))
        {
            table.AddRow(
            [
                name,
                result.Tasks.ToString(CultureInfo.InvariantCulture),
                .. evaluations.Select(evaluation => results(evaluation.Result).TryGetValue(name, out var other) ? $"{Percent(other.Pass1)}%" : ""),
            ]);
        }

        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }
    }

    private static string Interval(PassK pass, string separator) =>
        Markup.Escape($"{Percent(pass.Value)}%{separator}[{Percent(pass.Low)}, {Percent(pass.High)}]");

    private static string Count(long tokens) => tokens.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => Number(100 * share, "F1");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
