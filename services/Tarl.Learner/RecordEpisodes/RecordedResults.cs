using System.Globalization;
using Microsoft.Data.Sqlite;
using Tarl.Contracts.Training;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>How the tasks of a run's updates went, from its recorded episodes: what is told on to a sampler.</summary>
public static class RecordedResults
{
    /// <summary>The remembered results up to an update, in order of update and task; empty if nothing was recorded.</summary>
    /// <param name="path">The run's episode store; other connections may be writing to it.</param>
    /// <param name="completedUpdates">The last update that counts: what is there of a later one may not be whole.</param>
    /// <exception cref="InvalidDataException">The file is no episode store.</exception>
    public static IReadOnlyList<TaskResult> Read(string path, int completedUpdates)
    {
        if (completedUpdates < 1 || !File.Exists(path)) return [];
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            var first = Math.Max(1, completedUpdates - TaskResult.RememberedUpdates + 1);
            return [.. Enumerable.Range(first, completedUpdates - first + 1).SelectMany(update => OfUpdate(connection, update))];
        }
        catch (SqliteException error)
        {
            throw new InvalidDataException($"{path} is not a readable episode store: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private static List<TaskResult> OfUpdate(SqliteConnection connection, int update)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT task_id, COUNT(*), SUM(success) FROM episodes
            WHERE batch = $batch AND purpose = 'Training' AND failure IS NULL GROUP BY task_id ORDER BY task_id
            """;
        command.Parameters.AddWithValue("$batch", string.Create(CultureInfo.InvariantCulture, $"update-{update}"));
        using var reader = command.ExecuteReader();
        var results = new List<TaskResult>();
        while (reader.Read())
        {
            results.Add(new TaskResult { Update = update, TaskId = reader.GetString(0), Trials = reader.GetInt32(1), Passes = reader.GetInt32(2) });
        }

        return results;
    }
}
