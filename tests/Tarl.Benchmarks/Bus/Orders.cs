using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;
using Tarl.Sandbox.GenerateDataSet;
using Tarl.ServiceDefaults.Randomness;
using Tarl.Testing;

namespace Tarl.Benchmarks.Bus;

/// <summary>A generated shop, and orders to play its tasks. Every round orders the same episodes, by other ids.</summary>
internal sealed class Orders : IDisposable
{
    private const ulong Seed = 1;

    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<TaskSpec> _tasks;

    /// <param name="tasks">So many different ones.</param>
    public Orders(int tasks)
    {
        DataSetGenerator.Generate(new DataSetOptions { TrainingTasks = tasks, HeldOutTasks = 1 }, Seed, _folder.Path);
        _tasks = TaskFile.Read(_folder.File("train.jsonl"));
    }

    public string DataFolder => _folder.Path;

    public IReadOnlyList<RequestRollout> Of(string round, int episodes) => [.. Enumerable.Range(0, episodes).Select(number => Order(round, episodes, number))];

    public void Dispose() => _folder.Dispose();

    private RequestRollout Order(string round, int episodes, int number) => new()
    {
        EpisodeId = EpisodeIds.From(Seed, round, number, trial: 0),
        Task = _tasks[number % _tasks.Count],
        Purpose = RolloutPurpose.Demonstration,
        Batch = round,
        BatchSize = episodes,
        Group = number,
        Trial = 0,
        Agent = "demonstrator",
        Seed = SeededRandom.Derive(Seed, $"{number}"),
        Sampling = new SamplingOptions(),
    };
}
