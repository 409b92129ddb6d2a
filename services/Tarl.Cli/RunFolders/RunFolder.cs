namespace Tarl.Cli.RunFolders;

/// <summary>A run's folder and the names of what lies in it.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }
    public string SettingsPath => In("run.json");
    public string DataFolder => In("data");
    public string TrainingTasksPath => System.IO.Path.Combine(DataFolder, "train.jsonl");
    public string HeldOutTasksPath => System.IO.Path.Combine(DataFolder, "heldout.jsonl");
    public string CheckpointFolder => In("checkpoints");
    public string MetricsPath => In("metrics.jsonl");
    public string EpisodesPath => In("episodes.db");
    public string UsagePath => In("usage.json");
    public string SummaryPath => In("summary.json");

    /// <summary>Where a finished evaluation is kept, so that a resumed run need not repeat it.</summary>
    public string EvaluationPath(string name) => In($"evaluation-{name}.json");

    /// <summary>Takes a folder that does not exist yet or is empty.</summary>
    /// <exception cref="UserErrorException">It holds something, or cannot be written.</exception>
    public static RunFolder Create(string path)
    {
        var folder = new RunFolder(path);
        if (File.Exists(folder.Path))
        {
            throw new UserErrorException($"{path} is a file; --run takes a folder.");
        }

        if (File.Exists(folder.SettingsPath))
        {
            throw new UserErrorException($"{path} already holds a run; go on with it by --resume, or name another folder with --run.");
        }

        if (Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any())
        {
            throw new UserErrorException($"{path} holds files that are no run; name another folder with --run.");
        }

        try
        {
            Directory.CreateDirectory(folder.Path);
            File.WriteAllText(folder.In(".write-test"), "");
            File.Delete(folder.In(".write-test"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be written: {error.Message}", error);
        }

        return folder;
    }

    /// <summary>Opens the folder of an earlier run.</summary>
    /// <exception cref="UserErrorException">There is no run in it.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(path);
        return File.Exists(folder.SettingsPath)
            ? folder
            : throw new UserErrorException($"{path} holds no run (there is no run.json in it).");
    }

    /// <summary>The folder of the run started last below <c>runs/</c>.</summary>
    public static RunFolder OpenLatest()
    {
        var latest = Directory.Exists("runs")
            ? Directory.EnumerateDirectories("runs").Where(path => File.Exists(System.IO.Path.Combine(path, "run.json"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return Open(latest ?? throw new UserErrorException("There is no run below runs/; name its folder with --run."));
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
