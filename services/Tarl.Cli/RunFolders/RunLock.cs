namespace Tarl.Cli.RunFolders;

/// <summary>
/// Keeps other processes from working on a run at the same time. The system lets go of the file when its process ends, however it ends.
/// </summary>
public sealed class RunLock : IDisposable
{
    public const string FileName = "run.lock";

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <exception cref="UserErrorException">Another process holds it, or the folder cannot be written.</exception>
    public static RunLock Acquire(string folder)
    {
        try
        {
            return new RunLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception error) when (error is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
        {
            throw new UserErrorException($"{folder} cannot be written: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new UserErrorException(
                File.Exists(Path.Combine(folder, FileName))
                    ? $"Another process is working on the run in {folder}; wait until it has ended."
                    : $"{folder} cannot be written: {error.Message}",
                error);
        }
    }

    public void Dispose() => _file.Dispose();
}
