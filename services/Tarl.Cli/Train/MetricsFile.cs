using System.Text.Json;

namespace Tarl.Cli.Train;

/// <summary>A run's <c>metrics.jsonl</c>: one JSON object an update.</summary>
public static class MetricsFile
{
    /// <summary>Drops what was written of updates that an interrupted run did not complete.</summary>
    public static void Truncate(string path, int completedUpdates)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var kept = File.ReadLines(path).TakeWhile(line => IsUpTo(line, completedUpdates)).ToArray();
        File.WriteAllLines(path + ".unfinished", kept);
        File.Move(path + ".unfinished", path, overwrite: true);
    }

    private static bool IsUpTo(string line, int update)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("update").GetInt32() <= update;
        }
        catch (JsonException)
        {
            // The line was being written when the process ended.
            return false;
        }
    }
}
