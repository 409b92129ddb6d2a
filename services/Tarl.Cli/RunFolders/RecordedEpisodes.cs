using System.Globalization;
using Microsoft.Data.Sqlite;

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
