using System.Text.Json;

namespace Tarl.Cli.Train;

/// <summary>A run's <c>metrics.jsonl</c>: one JSON object an update.</summary>
public static class MetricsFile
{
    /// <summary>Drops what was written of updates that an interrupted run did not complete.</summary>
    /// <exception cref="InvalidDataException">The line of a completed update is missing or damaged; nothing is changed.</exception>
    public static void Truncate(string path, int completedUpdates)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        for (var update = 1; update <= completedUpdates; update++)
        {
            if (update > lines.Length || UpdateOf(lines[update - 1]) != update)
            {
                throw new InvalidDataException($"{path} is damaged: line {update} is not that of update {update}.");
            }
        }

        if (lines.Length > completedUpdates)
        {
            File.WriteAllLines(path + ".unfinished", lines.Take(completedUpdates));
            File.Move(path + ".unfinished", path, overwrite: true);
        }
    }

    private static int? UpdateOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("update", out var update) && update.TryGetInt32(out var number)
                ? number
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
