using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;

namespace Tarl.Learner.Tests.RecordEpisodes;

public sealed class EpisodeStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RunStores Open() => new(_folder.Path);

    private static void Add(RunStores stores, params JoinedEpisode[] episodes)
    {
        foreach (var episode in episodes) stores.Episodes.Add(episode, RunStores.Scorer.Score(episode));
    }

    private List<T[]> Query<T>(string sql)
    {
        using var stores = Open();
        return stores.Query<T>(sql);
    }

    private static JoinedEpisode WithId(JoinedEpisode episode, int id, string batch = "update-2") =>
        RunStores.WithId(episode, id, rollout => rollout with { Batch = batch });

    private static T Parsed<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;

    [Fact]
    public void Add_Episode_CanBeReadBackWhole()
    {
        var episode = Episode.Joined(success: false, 1, -1);
        using (var store = Open()) Add(store, episode);

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
        using (var store = Open()) Add(store, episode with { Completed = episode.Completed with { Failure = failure, StopReason = StopReason.Failed } });
        Assert.Equal(failure, Parsed<EpisodeFailure>(Query<string>("SELECT failure FROM episodes")[0][0]));
        Assert.Equal([0, 0], Query<double>("SELECT success, reward FROM episodes")[0]);
    }

    [Fact]
    public void Add_SameEpisodeAgain_IsReplacedNotDoubled()
    {
        using (var store = Open())
        {
            Add(store, Episode.Joined(success: false, 1));
            Add(store, Episode.Joined(success: true, 1));
        }

        Assert.Equal([[1]], Query<double>("SELECT success FROM episodes"));
    }

    [Fact]
    public void Constructor_StoreOfThisRun_GoesOn()
    {
        using (var store = Open()) Add(store, WithId(Episode.Joined(success: true, 1), 1));
        using (var store = Open()) Add(store, WithId(Episode.Joined(success: true, 1), 2));
        Assert.Equal([[2]], Query<double>("SELECT COUNT(*) FROM episodes"));
    }

    [Fact]
    public void Remove_Batch_ForgetsThatBatchOnly()
    {
        using (var store = Open())
        {
            Add(store, WithId(Episode.Joined(true, 1), 1, "update-1"), WithId(Episode.Joined(true, 1), 2, "update-2"), WithId(Episode.Joined(true, 1), 3, "update-2"));
            store.Episodes.Remove("update-2");
        }

        Assert.Equal([["update-1"]], Query<string>("SELECT batch FROM episodes"));
    }

    [Fact]
    public void Demonstrations_Batch_AreInOrderWithTheirFailures()
    {
        var failure = new EpisodeFailure { Boundary = Boundary.User, Message = "no answer" };
        using var stores = Open();
        var failed = Episode.Joined(true, 1).Failed(failure.Boundary, failure.Message);
        Add(
            stores, RunStores.WithId(failed, 1, order => order with { Batch = "demonstrations", Group = 9 }),
            RunStores.WithId(Episode.Joined(true, 1), 2, order => order with { Batch = "demonstrations", Group = 4 }), WithId(Episode.Joined(true, 1), 3));

        var demonstrations = stores.Episodes.Demonstrations("demonstrations");
        Assert.Equal([null, failure], demonstrations.Select(demonstration => demonstration.Failure));
        Assert.Equal(("t7", "turn 0"), (demonstrations[0].Task.Id, demonstrations[0].Turns[1].Text));
    }

    [Fact]
    public void Constructor_FileIsNoDatabase_IsRefusedAndLeftAsItIs()
    {
        File.WriteAllText(_folder.File("episodes.db"), new string('x', 5000));
        var error = Assert.Throws<InvalidDataException>(Open);
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
        var error = Assert.Throws<InvalidDataException>(Open);
        Assert.Equal($"{path} cannot be used as an episode store: it is another program's database.", error.Message);
        Assert.Equal(before, File.ReadAllBytes(path));
    }
}
