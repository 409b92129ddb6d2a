using System.Text.Json;
using Tarl.Cli.RunFolders;
using Tarl.Cli.Train;

namespace Tarl.Cli.Report;

/// <summary>A run that has reached its end.</summary>
/// <param name="Summary">Its <c>summary.json</c>.</param>
/// <param name="PassRates">The share of training episodes that passed, by update.</param>
/// <param name="UpdateSeconds">What each update took, from the one before it: sampling and training, without saving.</param>
internal sealed record FinishedRun(RunSummary Summary, IReadOnlyList<double> PassRates, IReadOnlyList<double> UpdateSeconds)
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
            var updates = UpdatesOf(folder.MetricsPath);
            return new FinishedRun(
                summary, [.. updates.Select(update => update["passRate"])], [.. updates.Select(update => update["rolloutSeconds"] + update["trainingSeconds"])]);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{folder.Path} holds a damaged summary.json or metrics.jsonl: {error.Message}", error);
        }
    }

    private static Dictionary<string, double>[] UpdatesOf(string path) =>
        [.. (File.Exists(path) ? File.ReadLines(path) : []).Select(line => JsonSerializer.Deserialize<Dictionary<string, double>>(line) ?? throw new JsonException("it is empty"))];
}
