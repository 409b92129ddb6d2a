using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.Verifier.Tests;

/// <summary>Small episodes to verify.</summary>
internal static class Sample
{
    public static TaskSpec Task(params ToolCall[] groundTruth) => new()
    {
        Id = "task-1",
        Domain = "retail",
        Kind = "cancel",
        DataSet = "train",
        Instruction = "",
        Script = new UserScript { Identity = new Dictionary<string, string>(), Goals = [] },
        GroundTruth = groundTruth,
    };

    public static EpisodeCompleted Episode(TaskSpec task, params StateChange[] changes) => new()
    {
        EpisodeId = new Guid("00000000-0000-0000-0000-000000000007"),
        Rollout = new RequestRollout
        {
            EpisodeId = new Guid("00000000-0000-0000-0000-000000000007"),
            Task = task,
            Purpose = RolloutPurpose.Training,
            Batch = "update-1",
            BatchSize = 1,
            Group = 0,
            Trial = 0,
            Agent = "policy",
            Seed = 1,
            Sampling = new SamplingOptions(),
        },
        Turns = [],
        Changes = changes,
        StopReason = StopReason.UserStopped,
    };

    public static ToolCall Call(string name, string arguments = "{}") => new() { Name = name, Arguments = Json(arguments) };

    /// <param name="path">JSON array of keys and positions.</param>
    /// <param name="before">JSON; null for no value.</param>
    /// <param name="after">JSON; null for no value.</param>
    public static StateChange Change(string table, string id, string path, string? before, string? after) => new()
    {
        Table = table,
        Id = id,
        Path = [.. Json(path).EnumerateArray()],
        Before = before is null ? null : Json(before),
        After = after is null ? null : Json(after),
    };

    public static StateChange Status(string order, string before, string after) =>
        Change("orders", order, """["status"]""", $"\"{before}\"", $"\"{after}\"");

    public static Turn Says(string text) => new() { Role = TurnRole.Agent, Text = text };

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
