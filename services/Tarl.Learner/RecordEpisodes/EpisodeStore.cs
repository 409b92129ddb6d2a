using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.JoinEpisodes;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>Every episode of a run, whole: what was said, called and changed, its verdict, turn scores and reward.</summary>
public sealed class EpisodeStore : IDisposable
{
    private static readonly string[] Columns =
    [
        "id", "batch", "episode_group", "trial", "task_id", "kind", "purpose", "agent", "policy_version", "stop_reason", "failure",
        "success", "differences", "reward", "tokens", "sampled_tokens", "turns", "scores", "changes",
    ];

    private readonly EpisodeDatabase _database;
    private readonly SqliteCommand _addTask;
    private readonly SqliteCommand _addEpisode;
    private readonly SqliteCommand _remove;
    private readonly SqliteCommand _demonstrations;

    public EpisodeStore(EpisodeDatabase database)
    {
        _database = database;
        _addTask = database.Prepare("INSERT OR IGNORE INTO tasks VALUES ($id, $spec)", "id", "spec");
        _addEpisode = database.Prepare($"INSERT OR REPLACE INTO episodes VALUES ({string.Join(", ", Columns.Select(column => "$" + column))})", Columns);
        _remove = database.Prepare("DELETE FROM episodes WHERE batch = $batch; DELETE FROM rollouts WHERE batch = $batch", "batch");
        _demonstrations = database.Prepare(
            """
            SELECT t.spec, e.turns, e.failure FROM episodes e JOIN tasks t ON t.id = e.task_id
            WHERE e.batch = $batch ORDER BY e.episode_group, e.trial
            """,
            "batch");
    }

    /// <summary>Adds an episode; one that is there already is replaced.</summary>
    public void Add(JoinedEpisode episode, EpisodeScored scored)
    {
        var rollout = episode.Completed.Rollout;
        _database.Run(_addTask, rollout.Task.Id, Json(rollout.Task));
        _database.Run(
            _addEpisode,
            scored.EpisodeId.ToString(), scored.Batch, scored.Group, scored.Trial, scored.TaskId, scored.Kind, scored.Purpose.ToString(), rollout.Agent,
            rollout.PolicyVersion, scored.StopReason.ToString(), scored.Failure is null ? null : Json(scored.Failure), scored.Success ? 1 : 0,
            Json(episode.Verified.Differences), scored.Reward, scored.Tokens, scored.SampledTokens, Json(episode.Completed.Turns),
            Json(episode.Judged.Scores), Json(episode.Completed.Changes));
    }

    /// <summary>The demonstrations of a batch, in the order of their places.</summary>
    public IReadOnlyList<Demonstration> Demonstrations(string batch) => _database.Read(
        _demonstrations,
        row => new Demonstration(
            Parsed<TaskSpec>(row.GetString(0)), Parsed<Turn[]>(row.GetString(1)), row.IsDBNull(2) ? null : Parsed<EpisodeFailure>(row.GetString(2))),
        batch);

    /// <summary>Forgets the episodes of a batch that will be played again.</summary>
    public void Remove(string batch) => _database.Run(_remove, batch);

    public void Dispose()
    {
        _addTask.Dispose();
        _addEpisode.Dispose();
        _remove.Dispose();
        _demonstrations.Dispose();
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static T Parsed<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
