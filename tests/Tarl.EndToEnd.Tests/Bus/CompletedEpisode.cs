using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>An episode as a worker publishes it, whose task changes something.</summary>
internal static class CompletedEpisode
{
    public static JsonNode Of(TinyRun run)
    {
        var rollout = new RequestRollout
        {
            EpisodeId = EpisodeIds.From(1, "users", 0, 0),
            Task = TaskFile.Read(Path.Combine(run.Path, "data/train.jsonl")).First(task => task.Kind == "cancel"),
            Purpose = RolloutPurpose.Evaluation,
            Batch = "users",
            BatchSize = 1,
            Group = 0,
            Trial = 0,
            Agent = "policy",
            Seed = 1,
            Sampling = new SamplingOptions(),
        };
        var completed = new EpisodeCompleted { EpisodeId = rollout.EpisodeId, Rollout = rollout, Turns = [], Changes = [], StopReason = StopReason.UserStopped };
        return JsonSerializer.SerializeToNode(completed, JsonSerializerOptions.Web)!;
    }
}
