using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateDataSet;
using Tarl.Sandbox.Sessions;

namespace Tarl.Cli.CheckJudge;

/// <summary>Generated tasks of several domains on a sandbox of their own, in a temporary folder.</summary>
internal sealed class PlayedWorld : IDisposable
{
    private const int Users = 300;
    private const int TasksADomain = 1500;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tarl-judge-");

    public PlayedWorld(IEnumerable<string> domains, ulong seed)
    {
        var tasks = new List<TaskSpec>();
        foreach (var domain in domains)
        {
            DataSetGenerator.Generate(
                new DataSetOptions { Domain = domain, Users = Users, TrainingTasks = TasksADomain, HeldOutTasks = 1 }, seed, _folder.FullName);
            tasks.AddRange(TaskFile.Read(Path.Combine(_folder.FullName, "train.jsonl")));
        }

        Tasks = tasks;
        Sandbox = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = _folder.FullName }));
    }

    public IReadOnlyList<TaskSpec> Tasks { get; }

    public SandboxClient Sandbox { get; }

    public void Dispose()
    {
        Sandbox.Dispose();
        _folder.Delete(recursive: true);
    }
}
