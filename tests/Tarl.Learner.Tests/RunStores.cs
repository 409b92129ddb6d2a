using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.RecordEpisodes;
using Tarl.Learner.Rewards;
using Tarl.Learner.ScoreEpisode;

namespace Tarl.Learner.Tests;

/// <summary>A run's database, as one process of a learner has it open; another can go on in the same folder.</summary>
internal sealed class RunStores : IDisposable
{
    private readonly string _folder;

    public RunStores(string folder)
    {
        _folder = folder;
        Database = new(Options.Create(new LearnerOptions { RunFolder = folder }));
        (Episodes, Rollouts) = (new(Database), new(Database));
    }

    public static EpisodeScorer Scorer { get; } = new([new OutcomeReward()], Options.Create(new RewardOptions { Shaper = "outcome" }));

    public EpisodeDatabase Database { get; }
    public EpisodeStore Episodes { get; }
    public RolloutStore Rollouts { get; }

    public static JoinedEpisode WithId(JoinedEpisode episode, int id, Func<RequestRollout, RequestRollout>? change = null)
    {
        var name = Id(id);
        var rollout = episode.Completed.Rollout with { EpisodeId = name };
        return new(
            episode.Completed with { EpisodeId = name, Rollout = change?.Invoke(rollout) ?? rollout }, episode.Verified with { EpisodeId = name },
            episode.Judged with { EpisodeId = name });
    }

    public static Guid Id(int id) => new(id, 0, 0, new byte[8]);

    public List<T[]> Query<T>(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "episodes.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldValue<T>)]);
        return rows;
    }

    public void Dispose()
    {
        Episodes.Dispose();
        Rollouts.Dispose();
        Database.Dispose();
    }
}
