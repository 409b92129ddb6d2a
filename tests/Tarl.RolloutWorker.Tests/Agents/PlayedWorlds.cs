using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents;
using Tarl.Sandbox.Airline;
using Tarl.Sandbox.Airline.GenerateData;
using Tarl.Sandbox.Airline.GenerateTasks;
using Tarl.Sandbox.Mathematics.GenerateTasks;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateData;
using Tarl.Sandbox.Retail.GenerateTasks;
using Tarl.Sandbox.Sessions;

namespace Tarl.RolloutWorker.Tests.Agents;

/// <summary>Generated tasks of every kind on a real sandbox, made once for all tests.</summary>
public sealed class PlayedWorlds : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tarl-worker-");
    private readonly SandboxClient _sandbox;

    public PlayedWorlds()
    {
        var data = RetailDataGenerator.Generate(new RetailDataOptions { Users = 500 }, 21);
        RetailDataStore.Write(data, Path.Combine(_folder.FullName, "retail.db"));
        var airline = AirlineDataGenerator.Generate(new AirlineDataOptions { Users = 800, Airports = 6 }, 21);
        AirlineDataStore.Write(airline, Path.Combine(_folder.FullName, "airline.db"));
        _sandbox = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = _folder.FullName }));
        Retail = RetailTaskGenerator.Generate(data, new RetailTaskOptions { TrainTasks = 800, HeldOutTasks = 0 }, 21).Train;
        Airline = AirlineTaskGenerator.Generate(airline, new AirlineTaskOptions { TrainTasks = 800, HeldOutTasks = 0 }, 21).Train;
        Mathematics = MathTaskGenerator.Generate(new MathTaskOptions { TrainTasks = 50 }, 21).Train;
    }

    public IReadOnlyList<TaskSpec> Retail { get; }

    public IReadOnlyList<TaskSpec> Airline { get; }

    public IReadOnlyList<TaskSpec> Mathematics { get; }

    public IReadOnlyList<TaskSpec> Of(string domain) => domain == "airline" ? Airline : Retail;

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
