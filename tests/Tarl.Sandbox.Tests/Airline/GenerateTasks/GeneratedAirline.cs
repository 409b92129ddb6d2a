using System.Text.Json;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Airline;
using Tarl.Sandbox.Airline.GenerateData;
using Tarl.Sandbox.Airline.GenerateTasks;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Tests.Airline.GenerateTasks;

/// <summary>A small generated airline with its tasks and a sandbox to try them on, made once for all tests.</summary>
public sealed class GeneratedAirline : IDisposable
{
    public const ulong Seed = 11;

    private readonly TemporaryFolder _folder = new();
    private readonly SandboxClient _client;

    public GeneratedAirline()
    {
        Data = AirlineDataGenerator.Generate(new AirlineDataOptions { Users = 600, Airports = 6 }, Seed);
        AirlineDataStore.Write(Data, _folder.File("airline.db"));
        _client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = _folder.Path }));
        (Train, HeldOut) = AirlineTaskGenerator.Generate(Data, new AirlineTaskOptions { TrainTasks = 600, HeldOutTasks = 200 }, Seed);
    }

    public AirlineData Data { get; }

    public IReadOnlyList<TaskSpec> Train { get; }

    public IReadOnlyList<TaskSpec> HeldOut { get; }

    public IEnumerable<TaskSpec> All => Train.Concat(HeldOut);

    /// <summary>Makes the calls on fresh data.</summary>
    public async Task<(IReadOnlyList<ToolResult> Results, IReadOnlyList<StateChange> Changes)> CallAsync(IEnumerable<ToolCall> calls)
    {
        await using var session = await _client.OpenAsync("airline", "airline", CancellationToken.None);
        var results = new List<ToolResult>();
        foreach (var call in calls) results.Add(await session.CallAsync(call, CancellationToken.None));
        return (results, await session.GetChangesAsync(CancellationToken.None));
    }

    public static string Json(TaskSpec task) => JsonSerializer.Serialize(task);

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }
}
