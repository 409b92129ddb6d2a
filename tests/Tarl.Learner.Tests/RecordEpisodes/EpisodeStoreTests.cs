using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.RecordEpisodes;
using Tarl.Learner.Rewards;
using Tarl.Learner.ScoreEpisode;

namespace Tarl.Learner.Tests.RecordEpisodes;

public sealed class EpisodeStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EpisodeScorer _scorer = new([new OutcomeReward()], Options.Create(new RewardOptions { Shaper = "outcome" }));

    public void Dispose() => _folder.Dispose();

    private EpisodeStore Store() => new(Options.Create(new LearnerOptions { RunFolder = _folder.Path }));

    private void Add(EpisodeStore store, params JoinedEpisode[] episodes) => store.Add([.. episodes.Select(episode => (episode, _scorer.Score(episode)))]);

    private List<T[]> Query<T>(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("episodes.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldValue<T>)]);
        return rows;
    }

    private static JoinedEpisode WithId(JoinedEpisode episode, int id, string batch = "update-2") => episode with
    {
        Completed = episode.Completed with { EpisodeId = new Guid(id, 0, 0, new byte[8]), Rollout = episode.Completed.Rollout with { Batch = batch } },
    };

    private static T Parsed<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;

    [Fact]
    public void Add_Episode_CanBeReadBackWhole()
    {
        var episode = Episode.Joined(success: false, 1, -1);
        using (var store = Store()) Add(store, episode);

        var text = Assert.Single(Query<string>("SELECT id, batch, task_id, kind, purpose, agent, stop_reason, turns, scores, changes, differences FROM episodes"));
        Assert.Equal([Episode.Id.ToString(), "update-2", "t7", "cancel", "Training", "policy", "UserStopped"], text[..7]);
        Assert.Equal(episode.Completed.Turns, Parsed<Turn[]>(text[7]));
        Assert.Equal(episode.Judged.Scores, Parsed<TurnScore[]>(text[8]));
        Assert.Equal(("orders", "#W1"), Parsed<StateChange[]>(text[9]) is [var change] ? (change.Table, change.Id) : default);
        Assert.Equal(["order #W1 is pending, not cancelled"], Parsed<string[]>(text[10]));
        var numbers = Assert.Single(Query<double>("SELECT episode_group, trial, policy_version, success, reward, tokens, sampled_tokens FROM episodes"));
        Assert.Equal([3, 1, 1, 0, 0, 40, 11], numbers);
        Assert.Equal("t7", Parsed<TaskSpec>(Query<string>("SELECT spec FROM tasks WHERE id = 't7'")[0][0]).Id);
    }

    [Fact]
    public void Add_FailedEpisode_HasItsFailure()
    {
        var failure = new EpisodeFailure { Boundary = Boundary.User, Message = "no answer" };
        var episode = Episode.Joined(success: true, 1);
        using (var store = Store()) Add(store, episode with { Completed = episode.Completed with { Failure = failure, StopReason = StopReason.Failed } });
        Assert.Equal(failure, Parsed<EpisodeFailure>(Query<string>("SELECT failure FROM episodes")[0][0]));
        Assert.Equal([0, 0], Query<double>("SELECT success, reward FROM episodes")[0]);
    }

    [Fact]
    public void Add_SameEpisodeAgain_IsReplacedNotDoubled()
    {
        using (var store = Store())
        {
            Add(store, Episode.Joined(success: false, 1));
            Add(store, Episode.Joined(success: true, 1));
        }

        Assert.Equal([[1]], Query<double>("SELECT success FROM episodes"));
    }

    [Fact]
    public void Constructor_StoreOfThisRun_GoesOn()
    {
        using (var store = Store()) Add(store, WithId(Episode.Joined(success: true, 1), 1));
        using (var store = Store()) Add(store, WithId(Episode.Joined(success: true, 1), 2));
        Assert.Equal([[2]], Query<double>("SELECT COUNT(*) FROM episodes"));
    }

    [Fact]
    public void Remove_Batch_ForgetsThatBatchOnly()
    {
        using (var store = Store())
        {
            Add(store, WithId(Episode.Joined(true, 1), 1, "update-1"), WithId(Episode.Joined(true, 1), 2, "update-2"), WithId(Episode.Joined(true, 1), 3, "update-2"));
            store.Remove("update-2");
        }

        Assert.Equal([["update-1"]], Query<string>("SELECT batch FROM episodes"));
    }

    [Fact]
    public void Constructor_FileIsNoDatabase_IsRefusedAndLeftAsItIs()
    {
        File.WriteAllText(_folder.File("episodes.db"), new string('x', 5000));
        var error = Assert.Throws<InvalidDataException>(Store);
        Assert.Contains("cannot be used as an episode store", error.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), File.ReadAllText(_folder.File("episodes.db")));
    }

    [Theory]
    [InlineData("CREATE TABLE users (id TEXT)")]
    [InlineData("CREATE TABLE episodes (id TEXT, batch TEXT)")]
    public void Constructor_ForeignDatabase_IsRefusedAndLeftAsItIs(string table)
    {
        var path = _folder.File("episodes.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = table;
            command.ExecuteNonQuery();
        }

        var before = File.ReadAllBytes(path);
        var error = Assert.Throws<InvalidDataException>(Store);
        Assert.Equal($"{path} cannot be used as an episode store: it is another program's database.", error.Message);
        Assert.Equal(before, File.ReadAllBytes(path));
    }
}
