using System.Text.Json;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Import.Tasks;

/// <summary>τ²-bench's tasks: all in <c>tasks.json</c>, and which belong to which split in <c>split_tasks.json</c>.</summary>
internal static class TaskFileV2
{
    private const string Tasks = "tasks.json";
    private const string Splits = "split_tasks.json";

    /// <summary>The split of all tasks, where there is no file of splits.</summary>
    private const string DefaultSplit = "base";

    private static readonly string[] s_verifiable = ["DB", "COMMUNICATE", "NL_ASSERTION"];

    /// <exception cref="InvalidDataException">A file is missing or damaged, or has an id twice; the message is one sentence with the position.</exception>
    public static IReadOnlyList<BenchmarkTask> ReadAll(string folder)
    {
        var path = Path.Combine(folder, Tasks);
        var documents = BenchmarkJson.ReadFile<IReadOnlyList<TaskDocumentV2>>(path);
        if (documents.CountBy(task => task.Id).FirstOrDefault(count => count.Value > 1) is { Value: > 1, Key: var twice })
        {
            throw new InvalidDataException($"'{path}' has the task '{twice}' more than once.");
        }

        var splits = ReadSplits(folder, documents);
        return [.. documents.Select((task, number) => Read(task, number, splits))];
    }

    /// <summary>Ids in the file of splits that no task has.</summary>
    public static IEnumerable<NotImported> Dangling(string folder, IReadOnlyList<BenchmarkTask> tasks)
    {
        var known = tasks.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        return from split in ReadSplits(folder, [])
               from id in split.Value
               where !known.Contains(id)
               select new NotImported($"{Splits}, split '{split.Key}', task '{id}'", $"{Tasks} has no such task");
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadSplits(string folder, IReadOnlyList<TaskDocumentV2> tasks)
    {
        var path = Path.Combine(folder, Splits);
        if (!File.Exists(path))
        {
            return new() { [DefaultSplit] = [.. tasks.Select(task => task.Id)] };
        }

        var splits = BenchmarkJson.ReadFile<Dictionary<string, IReadOnlyList<string>>>(path);

        // A split's name becomes a file's.
        return splits.Keys.FirstOrDefault(name => name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) is { } odd
            ? throw new InvalidDataException($"'{path}' has a split '{odd}'; a split's name has letters, digits, '-' and '_' only.")
            : splits;
    }

    private static BenchmarkTask Read(TaskDocumentV2 task, int number, Dictionary<string, IReadOnlyList<string>> splits)
    {
        var criteria = task.EvaluationCriteria;
        var position = $"{Tasks}, task {number} from 0 (id {task.Id})";
        return new BenchmarkTask
        {
            Id = task.Id,
            Position = position,
            Splits = [.. splits.Where(split => split.Value.Contains(task.Id)).Select(split => split.Key)],
            Instruction = Instruction(task, position),
            Calls = [.. (criteria.Actions ?? []).Select(action => action.ToCall())],
            Outputs = criteria.RewardBasis.Contains("COMMUNICATE") ? criteria.CommunicateInfo ?? [] : [],
            Answers = criteria.CommunicateInfo ?? [],
            Obstacle = Obstacle(task),
            HasAssertions = criteria.RewardBasis.Contains("NL_ASSERTION") && criteria.NlAssertions is { Count: > 0 },
        };
    }

    private static string Instruction(TaskDocumentV2 task, string position)
    {
        try
        {
            return task.UserScenario.ToString();
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{position}: user_scenario.instructions are neither a text nor the benchmark's object.", error);
        }
    }

    private static string? Obstacle(TaskDocumentV2 task)
    {
        var criteria = task.EvaluationCriteria;
        var actions = criteria.Actions ?? [];
        return IsSomething(task.InitialState) ? "it starts from a state of its own, and episodes start from the data set"
            : criteria.RewardBasis.Except(s_verifiable).FirstOrDefault() is { } other ? $"its reward depends on {other}, which no rule of the verifier checks"
            : !criteria.RewardBasis.Contains("DB") ? "its reward does not depend on the database, which is what the verifier compares"
            : actions.Any(action => action.Requestor != "assistant") ? "the user has tools of their own"
            : actions.Any(action => action.Arguments.ValueKind != JsonValueKind.Object) ? "a call's arguments are no object"
            : null;
    }

    // An object of nulls is no state.
    private static bool IsSomething(JsonElement? state) => state switch
    {
        null or { ValueKind: JsonValueKind.Null } => false,
        { ValueKind: JsonValueKind.Object } fields => fields.EnumerateObject().Any(field => field.Value.ValueKind != JsonValueKind.Null),
        _ => true,
    };
}
