using System.CommandLine;
using Spectre.Console;
using Tarl.Cli.CommandLine;
using Tarl.Cli.DataSets;
using Tarl.Cli.RunFolders;
using Tarl.Sandbox.GenerateDataSet;

namespace Tarl.Cli.Evaluate;

/// <summary>The options that say which tasks an evaluation plays.</summary>
internal sealed class TaskChoice
{
    private readonly Option<string?> _tasks = new("--tasks") { Description = "A file of tasks; its data sets lie in the same folder (default: the run's held-out tasks)", HelpName = "FILE" };
    private readonly Option<string?> _domain = Values.Choice(
        "--domain", "Held-out tasks of this application, made like the run's own if it was trained on another (default: the run's)", [.. DataSetGenerator.Domains]);

    private readonly Option<string?> _data = new("--data") { Description = "An imported data set, by name or folder: its tasks that a scripted user can play", HelpName = "NAME" };
    private readonly Option<string?> _split = new("--split") { Description = $"With --data: which of its splits (default {NamedDataSet.HeldOutSplit})", HelpName = "SPLIT" };

    public void AddTo(Command command)
    {
        command.Options.Add(_tasks);
        command.Options.Add(_domain);
        command.Options.Add(_data);
        command.Options.Add(_split);
    }

    /// <summary>Whether tasks were chosen.</summary>
    public bool IsGiven(ParseResult arguments) =>
        new Option[] { _tasks, _domain, _data, _split }.Any(option => arguments.GetResult(option) is { Implicit: false });

    /// <exception cref="UserErrorException">Options exclude each other, or there is no such file or data set.</exception>
    /// <exception cref="InvalidDataException">The tasks are damaged.</exception>
    public ChosenTasks Find(ParseResult arguments, RunFolder folder, RunSettings settings, IAnsiConsole messages)
    {
        var given = new Option[] { _tasks, _domain, _data }.Where(option => arguments.GetResult(option) is { Implicit: false }).ToArray();
        if (given.Length > 1)
        {
            throw new UserErrorException($"{given[0].Name} and {given[1].Name} exclude each other.");
        }

        return (arguments.GetValue(_data), arguments.GetValue(_split)) switch
        {
            ({ } data, var split) => Imported(data, split ?? NamedDataSet.HeldOutSplit, messages),
            (null, { }) => throw new UserErrorException("--split chooses among the splits of --data; name a data set, too."),
            _ when arguments.GetValue(_tasks) is { } path => FromFile(path, messages),
            _ => Generated(arguments.GetValue(_domain) ?? settings.Domain, folder, settings),
        };
    }

    private static ChosenTasks FromFile(string path, IAnsiConsole messages)
    {
        var tasks = TaskCheck.Read(path);
        var scripted = tasks.Where(task => task.IsScripted).ToArray();
        if (scripted.Length == 0)
        {
            throw new UserErrorException($"No scripted user can play any of the tasks in {path}.");
        }

        if (scripted.Length < tasks.Count)
        {
            messages.WriteLine($"{tasks.Count - scripted.Length} of the {tasks.Count} tasks in {path} are left out, since no scripted user can play them.");
        }

        return new(scripted, path, null);
    }

    private static ChosenTasks Imported(string data, string split, IAnsiConsole messages)
    {
        var dataSet = NamedDataSet.Open(data);
        var (tasks, leftOut) = dataSet.ScriptedTasks(split);
        if (leftOut is not null)
        {
            messages.WriteLine(leftOut);
        }

        return new(tasks, dataSet.TasksPath(split), $"{dataSet.Name}-{split}");
    }

    private static ChosenTasks Generated(string domain, RunFolder folder, RunSettings settings)
    {
        var isOwn = domain == settings.Domain;
        var path = RunFolder.HeldOutTasksIn(isOwn ? folder.DataFolder : RunData.Ensure(folder, settings, domain));
        return new(TaskCheck.Read(path), path, isOwn ? null : domain);
    }
}
