namespace Tarl.Cli.RunFolders;

/// <summary>A run's folder and the names of what lies in it.</summary>
public sealed class RunFolder : IDisposable
{
    private RunLock? _lock;

    private RunFolder(string path)
    {
        try
        {
            Path = System.IO.Path.GetFullPath(path);
        }
        catch (ArgumentException error)
        {
            throw new UserErrorException($"'{path}' cannot be the path of a folder.", error);
        }
    }

    public string Path { get; }
    public string SettingsPath => In("run.json");
    public string DataFolder => In("data");
    public string TrainingTasksPath => System.IO.Path.Combine(DataFolder, "train.jsonl");
    public string HeldOutTasksPath => HeldOutTasksIn(DataFolder);
    public string CheckpointFolder => In("checkpoints");
    public string MetricsPath => In("metrics.jsonl");
    public string EpisodesPath => In("episodes.db");
    public string UsagePath => In("usage.json");
    public string SummaryPath => In("summary.json");

    /// <summary>Where the data of a domain lie that the run was not trained on.</summary>
    public string OtherDataFolder(string domain) => In($"data-{domain}");

    /// <summary>The held-out tasks in a folder of data.</summary>
    public static string HeldOutTasksIn(string dataFolder) => System.IO.Path.Combine(dataFolder, "heldout.jsonl");

    /// <summary>Where a finished evaluation is kept, so that a resumed run need not repeat it.</summary>
    public string EvaluationPath(string name) => In($"evaluation-{name}.json");

    /// <summary>The names of what would lie in a folder; it need not exist.</summary>
    /// <exception cref="UserErrorException">There can be no such folder.</exception>
    public static RunFolder At(string path) => new(path);

    /// <summary>Takes a folder that does not exist yet or is empty, and locks it.</summary>
    /// <exception cref="UserErrorException">It holds something, or cannot be written.</exception>
    public static RunFolder Create(string path)
    {
        var folder = new RunFolder(path);
        folder.EnsureFree(path);
        try
        {
            Directory.CreateDirectory(folder.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be written: {error.Message}", error);
        }

        // Another command may have been as fast. A learner's store may be there by now, too, but that belongs to this run.
        folder.Lock();
        folder.EnsureHoldsNoRun(path);
        return folder;
    }

    /// <summary>Whether a run was started in the folder.</summary>
    public static bool HoldsRun(string path) => File.Exists(new RunFolder(path).SettingsPath);

    /// <summary>Opens the folder of an earlier run.</summary>
    /// <exception cref="UserErrorException">There is no run in it.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(path);
        return File.Exists(folder.SettingsPath)
            ? folder
            : throw new UserErrorException($"{path} holds no run (there is no run.json in it).");
    }

    /// <summary>The folder that is named, or that of the run started last below <c>runs/</c>.</summary>
    public static RunFolder OpenOrLatest(string? path) => path is null ? OpenLatest() : Open(path);

    private static RunFolder OpenLatest()
    {
        var latest = Directory.Exists("runs")
            ? Directory.EnumerateDirectories("runs").Where(path => File.Exists(System.IO.Path.Combine(path, "run.json"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return Open(latest ?? throw new UserErrorException("There is no run below runs/; name its folder with --run."));
    }

    /// <summary>Keeps other processes from working on the run until this is disposed; reading needs no lock.</summary>
    /// <exception cref="UserErrorException">Another process is working on it, or the folder cannot be written.</exception>
    public void Lock() => _lock = RunLock.Acquire(Path);

    public void Dispose() => _lock?.Dispose();

    private void EnsureFree(string path)
    {
        if (File.Exists(Path))
        {
            throw new UserErrorException($"{path} is a file; --run takes a folder.");
        }

        EnsureHoldsNoRun(path);
        if (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any(entry => System.IO.Path.GetFileName(entry) != RunLock.FileName))
        {
            throw new UserErrorException($"{path} holds files that are no run; name another folder with --run.");
        }
    }

    private void EnsureHoldsNoRun(string path)
    {
        if (File.Exists(SettingsPath))
        {
            throw new UserErrorException($"{path} already holds a run; go on with it by --resume, or name another folder with --run.");
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
