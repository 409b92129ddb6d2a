using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Training;
using Tarl.Curriculum.Samplers;

namespace Tarl.Curriculum.Tests.Samplers;

/// <summary>Tasks of which only what samplers look at matters, and rounds over them.</summary>
internal static class Tasks
{
    /// <param name="calls">Of a right agent.</param>
    public static TaskSpec Of(string id, string kind = "cancel", string domain = "retail", int calls = 1) => new()
    {
        Id = id,
        Domain = domain,
        Kind = kind,
        DataSet = "shop",
        Instruction = "",
        Script = new UserScript { Identity = new Dictionary<string, string>(), Goals = [] },
        GroundTruth = [.. Enumerable.Repeat(new ToolCall { Name = "get_order_details", Arguments = default }, calls)],
    };

    public static IReadOnlyList<TaskSpec> Many(int count) => [.. Enumerable.Range(0, count).Select(number => Of($"t{number}"))];

    public static SamplingRound Round(IReadOnlyList<TaskSpec> tasks, int update = 1, int groups = 4, int updates = 100, ulong seed = 3, params TaskResult[] results) =>
        new() { Tasks = tasks, Seed = seed, Update = update, Updates = updates, Groups = groups, Results = results };

    public static TaskResult Result(int update, string task, int trials, int passes) => new() { Update = update, TaskId = task, Trials = trials, Passes = passes };

    public static IReadOnlyList<string> Ids(this IEnumerable<ChosenTask> chosen) => [.. chosen.Select(group => group.Task.Id)];

    public static IReadOnlyList<string> Reasons(this IEnumerable<ChosenTask> chosen) => [.. chosen.Select(group => group.Choice.Reason)];
}
