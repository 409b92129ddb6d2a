using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tarl.Cli.Rollouts;

/// <summary>A file of rollouts: one <see cref="RecordedRollout"/> as JSON a line, compressed if its name ends in <c>.gz</c>.</summary>
internal static class RolloutFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads line by line.</summary>
    /// <exception cref="InvalidDataException">A line is no rollout; the message says which.</exception>
    public static IEnumerable<RecordedRollout> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream content = IsCompressed(path) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var lines = new StreamReader(content);
        for (var number = 1; ReadLine(lines, path, number) is { } line; number++)
        {
            yield return Parse(line, path, number);
        }
    }

    /// <summary>Writes a file that appears whole, when the writer is completed, or not at all.</summary>
    public static Writer Write(string path) => new(path);

    private static string? ReadLine(StreamReader lines, string path, int number)
    {
        try
        {
            return lines.ReadLine();
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path} is damaged at line {number}: {error.Message}", error);
        }
    }

    private static RecordedRollout Parse(string line, string path, int number)
    {
        try
        {
            var rollout = JsonSerializer.Deserialize<RecordedRollout>(line, Json) ?? throw new JsonException("null is no rollout");
            if (rollout.Format != RecordedRollout.CurrentFormat)
            {
                throw new InvalidDataException($"its format is '{rollout.Format}', not '{RecordedRollout.CurrentFormat}'");
            }

            _ = rollout.Tokens();
            return rollout;
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"Line {number} of {path} is no recorded rollout: {error.Message}", error);
        }
    }

    internal sealed class Writer : IDisposable
    {
        private readonly string _path;
        private readonly string _unfinished;
        private readonly StreamWriter _writer;

        public Writer(string path)
        {
            (_path, _unfinished) = (path, path + ".unfinished");
            var file = File.Create(_unfinished);
            _writer = new StreamWriter(IsCompressed(path) ? new GZipStream(file, CompressionLevel.Optimal) : file) { NewLine = "\n" };
        }

        public void Add(RecordedRollout rollout) => _writer.WriteLine(JsonSerializer.Serialize(rollout, Json));

        public void Complete()
        {
            _writer.Dispose();
            File.Move(_unfinished, _path, overwrite: true);
        }

        public void Dispose()
        {
            _writer.Dispose();
            File.Delete(_unfinished);
        }
    }
}
