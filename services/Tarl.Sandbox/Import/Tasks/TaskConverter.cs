using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Import.Scripts;
using Tarl.Sandbox.Sessions;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Import.Tasks;

/// <summary>Turns the benchmark's tasks into ours. The calls of the ground truth are made on the imported data to see what they do.</summary>
internal sealed class TaskConverter(Domain domain, IGoalReader reader, SandboxClient sandbox)
{
    private static readonly UserScript s_none = new() { Identity = new Dictionary<string, string>(), Goals = [] };

    private readonly ScriptWriter _scripts = new(reader);
    private readonly HashSet<string> _tools = [.. domain.Tools.Select(tool => tool.Definition.Name)];

    /// <summary>Why a task cannot be imported; null if it can.</summary>
    public string? Obstacle(BenchmarkTask task) =>
        task.Obstacle
        ?? (task.UserId is { } user && !reader.HasUser(user) ? $"the data have no user '{user}'"
            : task.Calls.FirstOrDefault(call => !_tools.Contains(call.Name)) is { } call ? $"{domain.Name} {domain.VersionTag} has no tool '{call.Name}'"
            : task.Splits.Count == 0 ? "it is in no split"
            : null);

    /// <summary>The task, with a script if its ground truth allows one.</summary>
    /// <param name="dataSet">The data set's name in the sandbox.</param>
    public async Task<(TaskSpec Task, NoScript? Why)> ConvertAsync(BenchmarkTask task, string dataSet, CancellationToken cancellationToken)
    {
        var script = _scripts.TryWrite(task, await PlayAsync(task, dataSet, cancellationToken).ConfigureAwait(false), out var why);
        var spec = new TaskSpec
        {
            Id = $"{domain.Name}-{domain.VersionTag}-{task.Id}",
            Domain = domain.Name,
            Kind = Kind(task),
            DataSet = dataSet,
            Instruction = task.Instruction,
            Script = script?.User ?? s_none,
            GroundTruth = task.Calls,
            Plan = script?.Plan ?? [],
            Outputs = task.Outputs,
        };
        return (spec, why);
    }

    private async Task<IReadOnlyList<ToolResult>> PlayAsync(BenchmarkTask task, string dataSet, CancellationToken cancellationToken)
    {
        var session = await sandbox.OpenAsync(domain.Name, dataSet, cancellationToken).ConfigureAwait(false);
        await using var closed = session.ConfigureAwait(false);
        var results = new List<ToolResult>();
        foreach (var call in task.Calls)
        {
            results.Add(await session.CallAsync(call, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private string Kind(BenchmarkTask task) => task.Calls.Select(reader.IntentOf).OfType<string>().ToList() switch
    {
        [] => "no-write",
        [var intent] => intent,
        [_, _] => "two-goals",
        _ => "several-goals",
    };
}
