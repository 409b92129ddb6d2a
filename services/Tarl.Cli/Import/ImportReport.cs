using System.Globalization;
using Spectre.Console;
using Tarl.Sandbox.Import;

namespace Tarl.Cli.Import;

/// <summary>What an import has made, and what it has not: for people.</summary>
internal static class ImportReport
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ImportedDataSet> dataSets, IReadOnlyList<NotImported> notImported)
    {
        WriteSplits(console, dataSets);
        foreach (var dataSet in dataSets)
        {
            WriteReasons(console, dataSet);
            WriteNotImported(console, $"Not imported into {dataSet.Name}:", dataSet.NotImported);
        }

        WriteNotImported(console, "Not imported:", notImported);
    }

    private static void WriteSplits(IAnsiConsole console, IReadOnlyList<ImportedDataSet> dataSets)
    {
        var table = new Table().Border(TableBorder.Simple).Title("imported tasks by split, and who can play the user");
        table.AddColumns("data set", "split", "tasks", "scripted user", "LLM user only");
        foreach (var dataSet in dataSets)
        {
            foreach (var split in dataSet.Splits)
            {
                table.AddRow(Markup.Escape(dataSet.Name), Markup.Escape(split.Name), Number(split.Tasks), Number(split.Scripted), Number(split.Tasks - split.Scripted));
            }

            if (dataSet.Splits.Count == 0)
            {
                table.AddRow(Markup.Escape(dataSet.Name), "none", "0", "0", "0");
            }
        }

        console.Write(table);
    }

    private static void WriteReasons(IAnsiConsole console, ImportedDataSet dataSet)
    {
        if (dataSet.Unscripted.Count > 0)
        {
            console.WriteLine($"No scripted user for {dataSet.Unscripted.Count} tasks of {dataSet.Name}:");
            foreach (var (reason, count) in dataSet.Unscripted.CountBy(task => task.Reason).OrderByDescending(reason => reason.Value))
            {
                console.WriteLine($"  {count,4}  {reason}");
            }
        }

        foreach (var note in dataSet.Notes)
        {
            console.WriteLine($"Note on {dataSet.Name}: {note}.");
        }
    }

    private static void WriteNotImported(IAnsiConsole console, string title, IReadOnlyList<NotImported> things)
    {
        if (things.Count > 0)
        {
            console.WriteLine(title);
            foreach (var thing in things)
            {
                console.WriteLine($"  {thing.What}: {thing.Reason}");
            }
        }
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
