using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Kinds;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks;

/// <summary>Makes a domain's tasks with their ground truth, of every kind its share.</summary>
internal sealed class TaskSetGenerator<TUser, TWorld>(
    ITaskDomain<TUser, TWorld> domain, IReadOnlyList<(string Name, double Share, ITaskKind<TUser, TWorld> Kind)> kinds)
{
    // Users tried for one task before the split counts as exhausted for its kind.
    private const int MaxAttempts = 3000;

    /// <summary>
    /// Training and held-out tasks that share neither users nor what belongs to them. Every task differs from all others, so that there can be
    /// fewer than asked for where the data do not hold enough. The same seed gives the same tasks.
    /// </summary>
    public (IReadOnlyList<TaskSpec> Train, IReadOnlyList<TaskSpec> HeldOut) Generate(TWorld world, TaskSetSize size, ulong seed)
    {
        var users = domain.UsersOf(world).ToList();
        new SeededRandom(SeededRandom.Derive(seed, "split")).Shuffle(users);
        var heldOut = (int)double.Round(users.Count * size.HeldOutUserShare);
        return (
            GenerateSplit("train", size.TrainTasks, domain.WithUsers(world, users[heldOut..]), size.DataSet, seed),
            GenerateSplit("held-out", size.HeldOutTasks, domain.WithUsers(world, users[..heldOut]), size.DataSet, seed));
    }

    private List<TaskSpec> GenerateSplit(string split, int count, TWorld world, string dataSet, ulong seed)
    {
        if (domain.UsersOf(world).Count == 0) return [];
        var random = new SeededRandom(SeededRandom.Derive(seed, split));
        var counts = Apportionment.ByLargestRemainder(count, [.. kinds.Select(kind => kind.Share)]);
        var seen = new HashSet<string>();
        var tasks = new List<TaskSpec>(count);
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            var made = Enumerable.Range(0, counts[kind]).Select(_ => Compose(kinds[kind].Kind, kinds[kind].Name, world, dataSet, random, seen));
            tasks.AddRange(made.OfType<TaskSpec>());
        }

        random.Shuffle(tasks);
        return [.. tasks.Select((task, number) => task with { Id = $"{domain.Name}-{split}-{number:D5}" })];
    }

    private TaskSpec? Compose(ITaskKind<TUser, TWorld> kind, string name, TWorld world, string dataSet, SeededRandom random, HashSet<string> seen)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (kind.TryCompose(random.Pick(domain.UsersOf(world)), world, random) is not { } scenario) continue;
            var task = TaskSpecs.From(scenario, name, domain.Name, dataSet);
            if (seen.Add(task.Instruction)) return task;
        }

        return null;
    }
}
