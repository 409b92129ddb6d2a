using System.Text.Json;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateData;
using Tarl.Sandbox.Retail.GenerateTasks;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Tests.Retail.GenerateTasks;

/// <summary>A small generated shop with its tasks and a sandbox to try them on, made once for all tests.</summary>
public sealed class GeneratedShop : IDisposable
{
    public const ulong Seed = 11;

    private readonly TemporaryFolder _folder = new();
    private readonly SandboxClient _client;

    public GeneratedShop()
    {
        Data = RetailDataGenerator.Generate(new RetailDataOptions { Users = 400 }, Seed);
        RetailDataStore.Write(Data, _folder.File("retail.db"));
        _client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = _folder.Path }));
        (Train, HeldOut) = RetailTaskGenerator.Generate(Data, new RetailTaskOptions { TrainTasks = 600, HeldOutTasks = 200 }, Seed);
    }

    public RetailData Data { get; }

    public IReadOnlyList<TaskSpec> Train { get; }

    public IReadOnlyList<TaskSpec> HeldOut { get; }

    public IEnumerable<TaskSpec> All => Train.Concat(HeldOut);

    /// <summary>Makes the calls on fresh data.</summary>
    public async Task<(IReadOnlyList<ToolResult> Results, IReadOnlyList<StateChange> Changes)> CallAsync(IEnumerable<ToolCall> calls)
    {
        await using var session = await _client.OpenAsync("retail", "retail", CancellationToken.None);
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
