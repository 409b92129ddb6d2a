namespace Tarl.Cli.Replay;

/// <summary>Standard output, or a file that appears whole or not at all: only <see cref="Complete"/> puts it in its place.</summary>
internal sealed class ReplayOutput : IDisposable
{
    private readonly string? _path;

    /// <param name="path">Null for standard output. An existing file is replaced, and may be one that is replayed.</param>
    /// <param name="standard">Standard output.</param>
    /// <exception cref="UserErrorException">The path cannot become a file.</exception>
    public ReplayOutput(string? path, TextWriter standard)
    {
        _path = path is null ? null : Path.GetFullPath(path);
        Writer = _path is null ? standard : Create(_path);
    }

    public TextWriter Writer { get; }

    private string Unfinished => _path + ".unfinished";

    public void Complete()
    {
        Writer.Flush();
        if (_path is not null)
        {
            Writer.Dispose();
            File.Move(Unfinished, _path, overwrite: true);
        }
    }

    public void Dispose()
    {
        if (_path is not null)
        {
            Writer.Dispose();
            File.Delete(Unfinished);
        }
    }

    private StreamWriter Create(string path)
    {
        // Moving a file over /dev/null or /dev/stdout would replace the device itself.
        if (Directory.Exists(path) || path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            throw new UserErrorException($"--out takes a file, which '{path}' is not.");
        }

        try
        {
            return new StreamWriter(new FileStream(Unfinished, FileMode.Create, FileAccess.Write, FileShare.None));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' cannot be written: {error.Message}", error);
        }
    }
}
