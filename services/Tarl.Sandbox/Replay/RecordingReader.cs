using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.Sandbox.Replay;

/// <summary>Reads recorded episodes: JSON lines, gzipped or not.</summary>
internal static class RecordingReader
{
    /// <exception cref="InvalidDataException">A line is no recording; the message names its number.</exception>
    public static async IAsyncEnumerable<(JsonElement Line, Recording Recording)> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using var content = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var reader = new StreamReader(content);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } text; number++)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return ReadLine(text, path, number);
            }
        }
    }

    private static bool IsGzip(FileStream file)
    {
        var gzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return gzip;
    }

    private static (JsonElement Line, Recording Recording) ReadLine(string text, string path, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var line = document.RootElement.Clone();
            return (line, Read(line));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"Line {number} of '{path}' is no recorded episode ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    private static Recording Read(JsonElement line) => new()
    {
        Version = line.GetProperty("version").GetString() ?? "",
        Domain = line.GetProperty("domain").GetString() ?? "",
        Source = line.TryGetProperty("source", out var source) ? source.ToString() : "",
        Actions = [.. line.GetProperty("actions").EnumerateArray().Select(ReadAction)],
        Recorded = line.TryGetProperty("observations", out _) ? ReadOutcome(line) : null,
    };

    private static ToolCall ReadAction(JsonElement action) => new()
    {
        Name = action.GetProperty("name").GetString() ?? throw new JsonException("an action has no name"),
        Arguments = action.GetProperty("arguments"),
    };

    private static ReplayOutcome ReadOutcome(JsonElement line) => new()
    {
        Observations = [.. line.GetProperty("observations").EnumerateArray().Select(observation => observation.GetString())],
        Errors = [.. line.GetProperty("errors").EnumerateArray().Select(error => error.GetBoolean())],
        Exact = line.TryGetProperty("exact", out var exact) ? [.. exact.EnumerateArray().Select(flag => flag.GetBoolean())] : [],
        Changes = [.. line.GetProperty("changes").EnumerateArray()],
    };
}
