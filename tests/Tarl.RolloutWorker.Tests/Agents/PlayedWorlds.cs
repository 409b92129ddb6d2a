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
        var orders = RetailDataGenerator.Generate(new RetailDataOptions { Users = 500, MaxOrders = 6 }, 22);
        RetailDataStore.Write(orders, Path.Combine(_folder.FullName, "many-orders.db"));
        var reservations = AirlineDataGenerator.Generate(new AirlineDataOptions { Users = 800, Airports = 6, MaxReservations = 6 }, 22);
        AirlineDataStore.Write(reservations, Path.Combine(_folder.FullName, "many-reservations.db"));
        LongRetail = Long(RetailTaskGenerator.Generate(orders, RetailTaskOptions.Hard with { DataSet = "many-orders", TrainTasks = 800, HeldOutTasks = 0 }, 22).Train);
        LongAirline = Long(AirlineTaskGenerator.Generate(reservations, AirlineTaskOptions.Hard with { DataSet = "many-reservations", TrainTasks = 800, HeldOutTasks = 0 }, 22).Train);
        Mathematics = MathTaskGenerator.Generate(new MathTaskOptions { TrainTasks = 50 }, 21).Train;
    }

    public IReadOnlyList<TaskSpec> Retail { get; }

    public IReadOnlyList<TaskSpec> Airline { get; }

    public IReadOnlyList<TaskSpec> Mathematics { get; }

    /// <summary>Of the hard mix, the kinds that the default mix has not.</summary>
    public IReadOnlyList<TaskSpec> LongRetail { get; }

    public IReadOnlyList<TaskSpec> LongAirline { get; }

    public IReadOnlyList<TaskSpec> Of(string domain) => domain switch
    {
        "airline" => Airline,
        "long retail" => LongRetail,
        "long airline" => LongAirline,
        _ => Retail,
    };

    private static IReadOnlyList<TaskSpec> Long(IEnumerable<TaskSpec> tasks) =>
        [.. tasks.Where(task => task.Kind is "three-goals" or "four-goals" or "five-goals" or "find-order" or "find-orders")];

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
