using System.Globalization;
using Spectre.Console;
using Tarl.Cli.Evaluate;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Train;

/// <summary>A run's result for people: who passes how many tasks, kind by kind, and where the time went.</summary>
internal static class SummaryTable
{
    public static void Write(CommandConsole console, RunFolder folder, RunSummary summary)
    {
        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(summary.ToJson());
            return;
        }

        EvaluationTable.Write(console.Results, summary.Evaluation.Columns);
        console.Results.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Episodes:N0} episodes and {summary.Tokens:N0} policy tokens in {ProgressDisplay.Duration(TimeSpan.FromSeconds(summary.ElapsedSeconds))}; memory at most {summary.PeakMemoryBytes / (1 << 20)} MiB."));
        var total = Math.Max(1e-9, summary.CpuSecondsBy.Values.Sum());
        console.Results.WriteLine(
            "CPU time: " + string.Join(", ", summary.CpuSecondsBy.Select(account => string.Create(
                CultureInfo.InvariantCulture, $"{account.Key} {account.Value:F1} s ({100 * account.Value / total:F0}%)"))) + ".");
        if (summary.Quick)
        {
            console.Results.WriteLine("This was a quick run: these figures mean little.");
        }

        console.Results.WriteLine($"Written to {folder.Path}: summary.json, metrics.jsonl, episodes.db, checkpoints/.");
    }
}
