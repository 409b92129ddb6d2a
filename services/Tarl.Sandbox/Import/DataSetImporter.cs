using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Import.Scripts;
using Tarl.Sandbox.Import.Tasks;
using Tarl.Sandbox.Sessions;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Import;

/// <summary>Makes one data set of one domain of the benchmark in one version.</summary>
internal sealed class DataSetImporter(TauBenchDomain source, string name, string folder)
{
    private Domain Domain => source.Target;

    /// <exception cref="InvalidDataException">A file is missing or damaged; the message is one sentence with the position.</exception>
    public async Task<ImportedDataSet> RunAsync(CancellationToken cancellationToken)
    {
        var reader = ReadGoals();
        TauBenchFiles.Import(source.Path, Domain, Path.Combine(folder, Domain.Name + ".db"));
        using var sandbox = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = folder, ConnectionsPerDataSet = 1 }));
        var converter = new TaskConverter(Domain, reader, sandbox);
        var tasks = ReadTasks();
        var notImported = tasks.Select(task => (task.Position, Obstacle: converter.Obstacle(task))).Where(task => task.Obstacle is not null)
            .Select(task => new NotImported(task.Position, task.Obstacle!)).Concat(NotTasks(tasks)).ToList();
        var converted = new List<(BenchmarkTask From, TaskSpec Task, NoScript? Why)>();
        foreach (var task in tasks.Where(task => converter.Obstacle(task) is null))
        {
            var (spec, why) = await converter.ConvertAsync(task, Domain.Name, cancellationToken).ConfigureAwait(false);
            converted.Add((task, spec, why));
        }

        return Write(converted, notImported);
    }

    private IGoalReader ReadGoals() => Domain.Name == "retail"
        ? new RetailGoalReader(RetailDatabase.ReadShop(source))
        : new AirlineGoalReader(AirlineDatabase.ReadNetwork(source));

    private IReadOnlyList<BenchmarkTask> ReadTasks() =>
        Domain.Version == BenchmarkVersion.V1 ? TaskFileV1.ReadAll(source.Path) : TaskFileV2.ReadAll(source.Path);

    private IEnumerable<NotImported> NotTasks(IReadOnlyList<BenchmarkTask> tasks) =>
        Domain.Version == BenchmarkVersion.V1 ? TaskFileV1.Unreadable(source.Path) : TaskFileV2.Dangling(source.Path, tasks);

    private ImportedDataSet Write(IReadOnlyList<(BenchmarkTask From, TaskSpec Task, NoScript? Why)> tasks, IReadOnlyList<NotImported> notImported)
    {
        var splits = tasks.SelectMany(task => task.From.Splits.Select(split => (Split: split, task.Task))).GroupBy(task => task.Split, task => task.Task)
            .OrderBy(split => split.Key, StringComparer.Ordinal).ToList();
        foreach (var split in splits)
        {
            TaskFile.Write(Path.Combine(folder, split.Key + ".jsonl"), split);
        }

        var dataSet = new ImportedDataSet
        {
            Name = name,
            Version = source.Version,
            Domain = source.Domain,
            Source = source.Path,
            Splits = [.. splits.Select(split => new ImportedSplit(split.Key, split.Count(), split.Count(task => task.IsScripted)))],
            Unscripted = [.. tasks.Where(task => task.Why is not null).Select(task => new UnscriptedTask(task.Task.Id, task.Why!.Reason, task.Why.Detail))],
            NotImported = notImported,
            Notes = [.. Notes(tasks)],
        };
        dataSet.Write(folder);
        return dataSet;
    }

    private IEnumerable<string> Notes(IReadOnlyList<(BenchmarkTask From, TaskSpec Task, NoScript? Why)> tasks)
    {
        var file = Path.Combine(source.Path, Domain.Version == BenchmarkVersion.V1 ? "wiki.md" : "policy.md");
        if (File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n").Trim() != Domain.Guidelines.ReplaceLineEndings("\n").Trim())
        {
            yield return $"'{file}' differs from the sandbox's guidelines, which episodes use";
        }

        if (tasks.Count(task => task.From.HasAssertions) is > 0 and var count)
        {
            yield return $"the benchmark also asks a language model about assertions in words (NL_ASSERTION) on {count} of the tasks; the verifier does not";
        }
    }
}
