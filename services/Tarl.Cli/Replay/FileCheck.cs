using Tarl.Sandbox.Replay;

namespace Tarl.Cli.Replay;

/// <summary>A file of recorded episodes, compared with its replay.</summary>
internal sealed record FileCheck(string File, int Episodes, IReadOnlyList<string> Differences)
{
    // Between differences: observations that they quote may have line breaks.
    private const char Separator = '\u001e';

    /// <exception cref="InvalidDataException">The file or the data cannot be read, or there is nothing to compare; in one sentence.</exception>
    public static async Task<FileCheck> RunAsync(RecordingPlayer player, string file, CancellationToken cancellationToken)
    {
        using var differences = new StringWriter { NewLine = Separator.ToString() };
        var summary = await player.CheckAsync(file, differences, cancellationToken);
        return summary.Episodes > 0
            ? new(file, summary.Episodes, differences.ToString().Split(Separator, StringSplitOptions.RemoveEmptyEntries))
            : throw new InvalidDataException($"'{file}' holds no recorded episode.");
    }

    /// <summary>One line a difference, each with the file's name in front.</summary>
    public async Task WriteAsync(TextWriter output)
    {
        foreach (var difference in Differences)
        {
            await output.WriteLineAsync($"{File}: {difference.ReplaceLineEndings("\\n")}");
        }
    }
}
