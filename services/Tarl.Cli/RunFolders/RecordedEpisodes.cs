using System.Globalization;
using Microsoft.Data.Sqlite;
using Tarl.Cli.Compare;
using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.RunFolders;

/// <summary>Reads the episodes that a run has recorded.</summary>
public static class RecordedEpisodes
{
    /// <summary>How many there are, and how many tokens a policy has read and written in them.</summary>
    /// <exception cref="InvalidDataException">The file is no episode store.</exception>
    public static (long Episodes, long Tokens) Count(string path) => Query(path, command =>
    {
        command.CommandText = "SELECT COUNT(*), COALESCE(SUM(tokens), 0) FROM episodes";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    });

    /// <summary>One episode by id, or the first that meets the conditions, the newest policy's evaluation before others; null if there is none.</summary>
    /// <param name="conditions">Column → wanted value.</param>
    /// <exception cref="InvalidDataException">The file is no episode store.</exception>
    public static RecordedEpisode? Find(string path, IReadOnlyDictionary<string, object> conditions) => Query(path, command =>
    {
        var where = string.Join(" AND ", conditions.Keys.Select((column, i) => $"e.{column} = $v{i.ToString(CultureInfo.InvariantCulture)}"));
        command.CommandText =
            $"""
             SELECT e.id, e.batch, e.trial, e.agent, e.policy_version, e.stop_reason, e.failure, e.success, e.differences, e.reward, e.tokens,
                    e.sampled_tokens, e.turns, e.scores, e.changes, t.spec
             FROM episodes e JOIN tasks t ON t.id = e.task_id {(where.Length > 0 ? $"WHERE {where}" : "")}
             ORDER BY e.agent = 'policy' AND e.purpose = 'Evaluation' DESC, e.policy_version DESC, e.batch, e.episode_group, e.trial LIMIT 1
             """;
        foreach (var (value, i) in conditions.Values.Select((value, i) => (value, i)))
        {
            command.Parameters.AddWithValue($"$v{i.ToString(CultureInfo.InvariantCulture)}", value);
        }

        using var reader = command.ExecuteReader();
        return reader.Read() ? RecordedEpisode.From(reader) : null;
    });

    /// <summary>How the tasks of a batch went, one by one; empty if there is no such batch.</summary>
    /// <exception cref="InvalidDataException">The file is no episode store.</exception>
    internal static IReadOnlyList<ComparedTask> Tasks(string path, string batch) => Query(path, command =>
    {
        command.CommandText =
            """
            SELECT t.id, e.kind, t.spec, COUNT(*), COUNT(*) FILTER (WHERE e.failure IS NULL), COALESCE(SUM(e.success) FILTER (WHERE e.failure IS NULL), 0)
            FROM episodes e JOIN tasks t ON t.id = e.task_id WHERE e.batch = $batch GROUP BY t.id ORDER BY t.id
            """;
        command.Parameters.AddWithValue("$batch", batch);
        using var reader = command.ExecuteReader();
        var tasks = new List<ComparedTask>();
        while (reader.Read())
        {
            tasks.Add(new ComparedTask(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), new TaskTrials(reader.GetInt32(4), reader.GetInt32(5))));
        }

        return tasks;
    });

    /// <summary>The names of the batches that there are.</summary>
    /// <exception cref="InvalidDataException">The file is no episode store.</exception>
    public static IReadOnlyList<string> Batches(string path) => Query(path, command =>
    {
        command.CommandText = "SELECT DISTINCT batch FROM episodes ORDER BY batch";
        using var reader = command.ExecuteReader();
        var batches = new List<string>();
        while (reader.Read())
        {
            batches.Add(reader.GetString(0));
        }

        return batches;
    });

    /// <summary>How many places of each batch that was begun are filled; nothing if nothing was recorded yet.</summary>
    /// <exception cref="InvalidDataException">The file is no episode store.</exception>
    internal static IReadOnlyDictionary<string, (int Filled, int Size)> Filled(string path) => !File.Exists(path) ? new Dictionary<string, (int, int)>() : Query(path, command =>
    {
        command.CommandText = "SELECT batch, COUNT(*), MAX(batch_size) FROM rollouts WHERE is_final = 1 GROUP BY batch";
        using var reader = command.ExecuteReader();
        var batches = new Dictionary<string, (int, int)>();
        while (reader.Read())
        {
            batches.Add(reader.GetString(0), (reader.GetInt32(1), reader.GetInt32(2)));
        }

        return batches;
    });

    private static T Query<T>(string path, Func<SqliteCommand, T> query)
    {
        if (!File.Exists(path))
        {
            throw new UserErrorException($"{path} does not exist: the run has recorded no episodes yet.");
        }

        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            return query(command);
        }
        catch (SqliteException error)
        {
            throw new InvalidDataException($"{path} is not a readable episode store: {error.Message.TrimEnd('.')}.", error);
        }
    }
}
