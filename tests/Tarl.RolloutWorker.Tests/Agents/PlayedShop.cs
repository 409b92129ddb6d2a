using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents;
using Tarl.Sandbox.Mathematics.GenerateTasks;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateData;
using Tarl.Sandbox.Retail.GenerateTasks;
using Tarl.Sandbox.Sessions;

namespace Tarl.RolloutWorker.Tests.Agents;

/// <summary>Generated tasks of every kind on a real sandbox, made once for all tests.</summary>
public sealed class PlayedShop : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tarl-worker-");
    private readonly SandboxClient _sandbox;

    public PlayedShop()
    {
        var data = RetailDataGenerator.Generate(new RetailDataOptions { Users = 500 }, 21);
        RetailDataStore.Write(data, Path.Combine(_folder.FullName, "retail.db"));
        _sandbox = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = _folder.FullName }));
        Retail = RetailTaskGenerator.Generate(data, new RetailTaskOptions { TrainTasks = 800, HeldOutTasks = 0 }, 21).Train;
        Mathematics = MathTaskGenerator.Generate(new MathTaskOptions { TrainTasks = 50 }, 21).Train;
    }

    public IReadOnlyList<TaskSpec> Retail { get; }

    public IReadOnlyList<TaskSpec> Mathematics { get; }

    /// <summary>Plays each task once, each with its own seed.</summary>
    internal async Task<IReadOnlyList<(TaskSpec Task, Conversation Conversation)>> PlayAsync(IAgent agent, IEnumerable<TaskSpec> tasks)
    {
        var played = new List<(TaskSpec, Conversation)>();
        foreach (var task in tasks) played.Add((task, await Conversation.PlayAsync(task, agent, _sandbox, (ulong)played.Count)));
        return played;
    }

    public void Dispose()
    {
        _sandbox.Dispose();
        _folder.Delete(recursive: true);
    }
}
