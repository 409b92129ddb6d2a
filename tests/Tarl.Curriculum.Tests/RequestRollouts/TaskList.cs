using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Curriculum.RequestRollouts;
using Tarl.Curriculum.Samplers;

namespace Tarl.Curriculum.Tests.RequestRollouts;

/// <summary>A file of tasks called <c>t0</c>, <c>t1</c>, …</summary>
internal sealed class TaskList : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tarl-curriculum-");

    public TaskList(int tasks) => TaskFile.Write(Path, Enumerable.Range(0, tasks).Select(Task));

    public string Path => System.IO.Path.Combine(_folder.FullName, "train.jsonl");

    public RolloutPlanner Planner(ulong seed = 3, int updates = 4, ITaskSampler? sampler = null, int maxStaleness = 0)
    {
        var options = Options.Create(new CurriculumOptions
        {
            TasksPath = Path,
            Seed = seed,
            Updates = updates,
            MaxStaleness = maxStaleness,
            GroupsPerUpdate = 3,
            GroupSize = 2,
            Temperature = 0.7,
            MaxSteps = 12,
            Sampler = sampler?.Name ?? "uniform",
        });
        return new RolloutPlanner(new TaskSet(options), options, [sampler ?? new UniformSampler()]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static TaskSpec Task(int number) => new()
    {
        Id = $"t{number}",
        Domain = "retail",
        Kind = "cancel",
        DataSet = "shop",
        Instruction = "",
        Script = new UserScript { Identity = new Dictionary<string, string>(), Goals = [] },
        GroundTruth = [],
    };
}
