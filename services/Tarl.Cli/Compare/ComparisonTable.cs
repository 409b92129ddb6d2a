using System.Globalization;
using Spectre.Console;
using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.Compare;

/// <summary>Comparisons as tables for people: differences in points.</summary>
internal static class ComparisonTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ComparedRun> runs, IReadOnlyList<RunComparison> comparisons)
    {
        WriteRuns(console, runs, comparisons);
        WriteKinds(console, comparisons);
        console.WriteLine("An interval that holds 0 is no difference shown. With many kinds, one in twenty intervals misses 0 by chance.");
    }

    private static void WriteRuns(IAnsiConsole console, IReadOnlyList<ComparedRun> runs, IReadOnlyList<RunComparison> comparisons)
    {
        var table = new Table().Border(TableBorder.Simple)
            .Title(Markup.Escape($"{runs[0].Tasks.Count} tasks; points against {runs[0].Name}, with 95% intervals"));
        table.AddColumn("run");
        table.AddColumn("algorithm, reward");
        table.AddColumn("pass^1");
        int[] exponents = [.. comparisons.SelectMany(comparison => comparison.PassK).Select(pass => pass.K).Distinct().Order()];
        foreach (var k in exponents)
        {
            table.AddColumn($"Δ pass^{k}");
        }

        for (var i = 0; i < runs.Count; i++)
        {
            table.AddRow(
            [
                Markup.Escape(runs[i].Name),
                Markup.Escape($"{runs[i].Settings.Algorithm}, {runs[i].Settings.Reward}"),
                string.Create(CultureInfo.InvariantCulture, $"{100 * PassRate(runs[i]):F1}%"),
                .. i == 0 ? [] : exponents.Select(k => comparisons[i - 1].PassK.FirstOrDefault(pass => pass.K == k) is { } pass ? Points(pass.Value, pass.Low, pass.High) : ""),
            ]);
        }

        console.Write(table);
    }

    private static void WriteKinds(IAnsiConsole console, IReadOnlyList<RunComparison> comparisons)
    {
        var table = new Table().Border(TableBorder.Simple).Title("Δ pass^1 by kind of task");
        table.AddColumns("kind", "tasks");
        foreach (var comparison in comparisons)
        {
            table.AddColumn(Markup.Escape(comparison.Run));
        }

        foreach (var (kind, first) in comparisons[0].ByKind)
        {
            table.AddRow(
            [
                Markup.Escape(kind),
                first.Tasks.ToString(CultureInfo.InvariantCulture),
                .. comparisons.Select(comparison => comparison.ByKind.TryGetValue(kind, out var other) ? Points(other.Value, other.Low, other.High) : ""),
            ]);
        }

        console.Write(table);
    }

    private static double PassRate(ComparedRun run) =>
        run.Tasks.Values.Where(task => task.Outcome.Trials > 0).Select(task => PassHatK.OfTask(task.Outcome, 1)).DefaultIfEmpty(0).Average();

    private static string Points(double value, double low, double high) => Markup.Escape(string.Create(
        CultureInfo.InvariantCulture, $"{100 * value:+0.0;-0.0;0.0} [{100 * low:+0.0;-0.0;0.0}, {100 * high:+0.0;-0.0;0.0}]"));
}
