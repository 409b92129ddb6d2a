using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Compare;

/// <summary>One evaluation of one run, task by task.</summary>
internal sealed record ComparedRun(string Name, RunSettings Settings, IReadOnlyDictionary<string, ComparedTask> Tasks)
{
    /// <param name="name">How the user calls the run's folder.</param>
    /// <param name="evaluation">As in the names of the batches: <c>trained</c>, <c>base</c>, <c>policy-80-t0</c>.</param>
    /// <exception cref="UserErrorException">The run has no such evaluation, or it is not complete.</exception>
    public static ComparedRun Load(string name, string evaluation)
    {
        var folder = RunFolder.Open(name);
        var tasks = RecordedEpisodes.Tasks(folder.EpisodesPath, $"evaluation-{evaluation}");
        if (tasks.Count == 0)
        {
            var known = RecordedEpisodes.Batches(folder.EpisodesPath).Where(batch => batch.StartsWith("evaluation-", StringComparison.Ordinal)).Select(batch => batch["evaluation-".Length..]);
            throw new UserErrorException($"{name} has no evaluation '{evaluation}'; it has {string.Join(", ", known.DefaultIfEmpty("none"))}.");
        }

        if (tasks.Select(task => task.Episodes).Distinct().Count() > 1)
        {
            throw new UserErrorException($"The evaluation '{evaluation}' of {name} is not complete.");
        }

        return new ComparedRun(name, RunSettings.Load(folder.SettingsPath), tasks.ToDictionary(task => task.Id));
    }

    /// <exception cref="UserErrorException">The other run was evaluated on other tasks.</exception>
    public void EnsureSameTasks(ComparedRun other)
    {
        var differing = Tasks.Keys.Union(other.Tasks.Keys).Count(id => Tasks.GetValueOrDefault(id)?.Spec != other.Tasks.GetValueOrDefault(id)?.Spec);
        if (differing > 0)
        {
            throw new UserErrorException(
                $"{Name} and {other.Name} were not evaluated on the same tasks ({differing} differ), so they cannot be compared task by task; the same --seed and --heldout-tasks give the same.");
        }
    }
}
