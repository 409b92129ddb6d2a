using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Import;

namespace Tarl.Cli.DataSets;

/// <summary>An imported data set that a command was given by name, or by the path of its folder.</summary>
public sealed class NamedDataSet
{
    public const string DefaultFolder = "data-sets";

    /// <summary>The splits that are trained on and evaluated on, as both versions of the benchmark call them.</summary>
    public const string TrainingSplit = "train";
    public const string HeldOutSplit = "test";

    private readonly string _folder;
    private readonly ImportedDataSet _description;

    private NamedDataSet(string folder, ImportedDataSet description) => (_folder, _description) = (folder, description);

    public string Name => _description.Name;

    public string Domain => _description.Domain;

    public string Folder => _folder;

    public string DatabasePath => _description.DatabasePath(_folder);

    /// <param name="nameOrPath">A name below <see cref="DefaultFolder"/>, or a folder.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static NamedDataSet Open(string nameOrPath)
    {
        var named = IsPlain(nameOrPath) ? Path.Combine(DefaultFolder, nameOrPath) : nameOrPath;
        var folder = Directory.Exists(named) ? named : nameOrPath;
        return IsDataSet(folder)
            ? new(Path.GetFullPath(folder), ImportedDataSet.Read(folder))
            : throw new UserErrorException($"There is no data set '{nameOrPath}'{Known()}; import makes data sets.");
    }

    public static bool IsDataSet(string folder) => File.Exists(Path.Combine(folder, ImportedDataSet.FileName));

    public static bool IsPlain(string name) => name.Length > 0 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    public bool HasSplit(string split) => _description.Splits.Any(known => known.Name == split);

    /// <exception cref="InvalidDataException">There is no such split.</exception>
    public string TasksPath(string split) => _description.TasksPath(_folder, split);

    /// <summary>A split's tasks that a scripted user can play, and a sentence about those that none can.</summary>
    /// <exception cref="UserErrorException">A scripted user can play none of them.</exception>
    /// <exception cref="InvalidDataException">There is no such split, or its file is damaged.</exception>
    public (IReadOnlyList<TaskSpec> Tasks, string? LeftOut) ScriptedTasks(string split)
    {
        var tasks = TaskFile.Read(TasksPath(split));
        var scripted = tasks.Where(task => task.IsScripted).ToArray();
        return scripted.Length switch
        {
            0 => throw new UserErrorException($"No scripted user can play any of the {tasks.Count} tasks in split '{split}' of {Name}."),
            var count when count == tasks.Count => (scripted, null),
            var count => (scripted, $"{tasks.Count - count} of the {tasks.Count} tasks in split '{split}' of {Name} are left out, since no scripted user can play them: {Reasons(tasks)}."),
        };
    }

    private string Reasons(IReadOnlyList<TaskSpec> tasks)
    {
        var ids = tasks.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        var reasons = _description.Unscripted.Where(task => ids.Contains(task.Task)).CountBy(task => task.Reason).OrderByDescending(reason => reason.Value);
        return string.Join("; ", reasons.Select(reason => $"{reason.Key} ({reason.Value})"));
    }

    private static string Known()
    {
        var names = Directory.Exists(DefaultFolder)
            ? Directory.EnumerateDirectories(DefaultFolder).Where(IsDataSet).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal).ToArray()
            : [];
        return names.Length == 0 ? "" : $"; there are {string.Join(", ", names)}";
    }
}
