using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>Every episode of a run, whole, in SQLite: what was said, called and changed, its verdict, turn scores and reward.</summary>
public sealed class EpisodeStore : IDisposable
{
    // "TarE", in SQLite's header: tells an episode store from any other database.
    private const long ApplicationId = 0x54617245;

    private static readonly string Schema =
        $"""
        PRAGMA application_id = {ApplicationId};
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        BEGIN;
        CREATE TABLE IF NOT EXISTS tasks (id TEXT PRIMARY KEY, spec TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS episodes (
          id TEXT PRIMARY KEY, batch TEXT NOT NULL, episode_group INTEGER NOT NULL, trial INTEGER NOT NULL, task_id TEXT NOT NULL REFERENCES tasks (id),
          kind TEXT NOT NULL, purpose TEXT NOT NULL, agent TEXT NOT NULL, policy_version INTEGER NOT NULL, stop_reason TEXT NOT NULL, failure TEXT,
          success INTEGER NOT NULL, differences TEXT NOT NULL, reward REAL NOT NULL, tokens INTEGER NOT NULL, sampled_tokens INTEGER NOT NULL,
          turns TEXT NOT NULL, scores TEXT NOT NULL, changes TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS episodes_by_batch ON episodes (batch, episode_group, trial);
        CREATE INDEX IF NOT EXISTS training_results ON episodes (batch, task_id, success) WHERE purpose = 'Training' AND failure IS NULL;
        COMMIT;
        """;

    private static readonly string[] Columns =
    [
        "id", "batch", "episode_group", "trial", "task_id", "kind", "purpose", "agent", "policy_version", "stop_reason", "failure",
        "success", "differences", "reward", "tokens", "sampled_tokens", "turns", "scores", "changes",
    ];

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _addTask;
    private readonly SqliteCommand _addEpisode;

    /// <exception cref="InvalidDataException">The file exists and is no episode store.</exception>
    public EpisodeStore(IOptions<LearnerOptions> options)
    {
        var path = options.Value.EpisodesPath;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            Open(isNew: !File.Exists(path));
        }
        catch (Exception error) when (error is SqliteException or InvalidDataException)
        {
            _connection.Dispose();
            throw new InvalidDataException($"{path} cannot be used as an episode store: {error.Message.TrimEnd('.')}.", error);
        }

        _addTask = Prepare("INSERT OR IGNORE INTO tasks VALUES ($id, $spec)", ["id", "spec"]);
        _addEpisode = Prepare(
            $"INSERT OR REPLACE INTO episodes VALUES ({string.Join(", ", Columns.Select(column => "$" + column))})", Columns);
    }

    /// <summary>Adds episodes in one transaction; one that is there already is replaced.</summary>
    public void Add(IReadOnlyCollection<(JoinedEpisode Episode, EpisodeScored Scored)> episodes)
    {
        using var charge = CpuLedger.For(CpuAccount.Other);
        using var transaction = _connection.BeginTransaction();
        _addTask.Transaction = _addEpisode.Transaction = transaction;
        foreach (var (episode, scored) in episodes)
        {
            AddTask(episode);
            AddEpisode(episode, scored);
        }

        transaction.Commit();
    }

    /// <summary>Forgets the episodes of a batch that will be played again.</summary>
    public void Remove(string batch)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "DELETE FROM episodes WHERE batch = $batch";
        command.Parameters.AddWithValue("$batch", batch);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _addTask.Dispose();
        _addEpisode.Dispose();
        _connection.Dispose();
    }

    /// <summary>Changes nothing in a database that is damaged or somebody else's.</summary>
    private void Open(bool isNew)
    {
        _connection.Open();
        if (!isNew && Scalar("PRAGMA application_id") is not ApplicationId && Scalar("SELECT COUNT(*) FROM sqlite_master") is not 0L)
        {
            throw new InvalidDataException("it is another program's database");
        }

        if (!isNew && Scalar("PRAGMA quick_check(1)") is not "ok")
        {
            throw new InvalidDataException("it is damaged");
        }

        Execute(Schema);
    }

    private void AddTask(JoinedEpisode episode)
    {
        var task = episode.Completed.Rollout.Task;
        _addTask.Parameters["$id"].Value = task.Id;
        _addTask.Parameters["$spec"].Value = Json(task);
        _addTask.ExecuteNonQuery();
    }

    private void AddEpisode(JoinedEpisode episode, EpisodeScored scored)
    {
        var rollout = episode.Completed.Rollout;
        object[] values =
        [
            scored.EpisodeId.ToString(), scored.Batch, scored.Group, scored.Trial, scored.TaskId, scored.Kind, scored.Purpose.ToString(), rollout.Agent,
            rollout.PolicyVersion, scored.StopReason.ToString(), scored.Failure is null ? DBNull.Value : Json(scored.Failure), scored.Success ? 1 : 0,
            Json(episode.Verified.Differences), scored.Reward, scored.Tokens, scored.SampledTokens, Json(episode.Completed.Turns),
            Json(episode.Judged.Scores), Json(episode.Completed.Changes),
        ];
        for (var i = 0; i < values.Length; i++)
        {
            _addEpisode.Parameters[i].Value = values[i];
        }

        _addEpisode.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + parameter });
        }

        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
