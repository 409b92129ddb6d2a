using System.Text.Json;
using Tarl.Cli.RunFolders;
using Tarl.Cli.Train;

namespace Tarl.Cli.Report;

/// <summary>A run that has reached its end.</summary>
/// <param name="Summary">Its <c>summary.json</c>.</param>
/// <param name="PassRates">The share of training episodes that passed, by update.</param>
internal sealed record FinishedRun(RunSummary Summary, IReadOnlyList<double> PassRates)
{
    /// <exception cref="UserErrorException">The run has not come to its end.</exception>
    public static FinishedRun Load(RunFolder folder)
    {
        if (!File.Exists(folder.SummaryPath))
        {
            throw new UserErrorException($"{folder.Path} has no summary.json: the run has not come to its end; go on with it by train --resume.");
        }

        try
        {
            var summary = JsonSerializer.Deserialize<RunSummary>(File.ReadAllText(folder.SummaryPath), JsonSerializerOptions.Web)
                ?? throw new JsonException("it is empty");
            return new FinishedRun(summary, [.. PassRatesOf(folder.MetricsPath)]);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{folder.Path} holds a damaged summary.json or metrics.jsonl: {error.Message}", error);
        }
    }

    private static IEnumerable<double> PassRatesOf(string path)
    {
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            using var update = JsonDocument.Parse(line);
            yield return update.RootElement.GetProperty("passRate").GetDouble();
        }
    }
}
