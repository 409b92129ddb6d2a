using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Import.Tasks;

/// <summary>τ-bench's tasks: <c>tasks_test.json</c> and its like, one file a split, each a list.</summary>
internal static class TaskFileV1
{
    private const string Prefix = "tasks_";

    /// <summary>Every split's tasks, numbered from 0 as the benchmark numbers them.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message is one sentence with the position.</exception>
    public static IReadOnlyList<BenchmarkTask> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, Prefix + "*.json").Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>Tasks that are Python source, as in τ-bench's repository: beside the data, or in the folder above <c>data</c>.</summary>
    public static IEnumerable<NotImported> Unreadable(string folder)
    {
        var full = Path.GetFullPath(folder);
        var places = Path.GetFileName(full) == "data" ? [full, Path.GetDirectoryName(full)!] : (string[])[full];
        return places.SelectMany(place => Directory.EnumerateFiles(place, "tasks*.py")).Order(StringComparer.Ordinal)
            .Select(file => new NotImported(file, "its tasks are Python source, which is not run; save them as a JSON list in tasks_SPLIT.json beside users.json"));
    }

    private static IEnumerable<BenchmarkTask> Read(string path)
    {
        var split = Path.GetFileNameWithoutExtension(path)[Prefix.Length..];
        return BenchmarkJson.ReadFile<IReadOnlyList<Document>>(path).Select((task, number) => new BenchmarkTask
        {
            Id = $"{split}-{number}",
            Position = $"{Path.GetFileName(path)}, task {number} from 0",
            Splits = [split],
            UserId = task.UserId,
            Instruction = task.Instruction,
            Calls = [.. task.Actions.Select(action => new ToolCall { Name = action.Name, Arguments = action.Kwargs })],
            Outputs = task.Outputs,
            Answers = task.Outputs,
            Obstacle = task.Actions.Any(action => action.Kwargs.ValueKind != JsonValueKind.Object) ? "a call's kwargs are no object" : null,
        });
    }

    private sealed record Document
    {
        public required string UserId { get; init; }
        public required string Instruction { get; init; }
        public required IReadOnlyList<ActionDocument> Actions { get; init; }
        public IReadOnlyList<string> Outputs { get; init; } = [];
    }

    private sealed record ActionDocument
    {
        public required string Name { get; init; }
        public required JsonElement Kwargs { get; init; }
    }
}
