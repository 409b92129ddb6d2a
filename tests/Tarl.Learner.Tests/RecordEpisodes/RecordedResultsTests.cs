using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.RecordEpisodes;

namespace Tarl.Learner.Tests.RecordEpisodes;

public sealed class RecordedResultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _id;

    public void Dispose() => _folder.Dispose();

    private string Store => _folder.File("episodes.db");

    private void Record(params JoinedEpisode[] episodes)
    {
        using var stores = new RunStores(_folder.Path);
        foreach (var episode in episodes) stores.Episodes.Add(episode, RunStores.Scorer.Score(episode));
    }

    private JoinedEpisode Of(string batch, string task, bool success, RolloutPurpose purpose = RolloutPurpose.Training, bool failed = false)
    {
        var episode = RunStores.WithId(
            Episode.Joined(success, 1), ++_id, rollout => rollout with { Batch = batch, Purpose = purpose, Task = rollout.Task with { Id = task } });
        return failed
            ? episode with { Completed = episode.Completed with { Failure = new EpisodeFailure { Boundary = Boundary.User, Message = "gone" } } }
            : episode;
    }

    [Fact]
    public void Read_SeveralUpdates_TrialsAndPassesOfEachTaskInOrder()
    {
        Record(
            Of("update-10", "b", true), Of("update-2", "b", false), Of("update-2", "a", true), Of("update-2", "b", true), Of("update-2", "b", true));

        Assert.Equal([(2, "a", 1, 1), (2, "b", 3, 2), (10, "b", 1, 1)], Figures(10));
    }

    [Fact]
    public void Read_LaterUpdates_AreNotWholeYet()
    {
        Record(Of("update-1", "a", true), Of("update-2", "a", true), Of("update-3", "a", true));
        Assert.Equal([(1, "a", 1, 1), (2, "a", 1, 1)], Figures(2));
    }

    [Fact]
    public void Read_FailedDemonstratedAndEvaluated_AreNotAmongThem()
    {
        Record(
            Of("update-1", "a", true), Of("update-1", "a", true, failed: true), Of("update-1", "b", false, failed: true),
            Of("demonstrations", "a", true, RolloutPurpose.Demonstration), Of("evaluation-base", "a", true, RolloutPurpose.Evaluation));
        Assert.Equal([(1, "a", 1, 1)], Figures(1));
    }

    [Fact]
    public void Read_LongRun_RemembersTheLastUpdates()
    {
        Record([.. Enumerable.Range(1, 70).Select(update => Of($"update-{update}", "a", true))]);
        Assert.Equal(Enumerable.Range(70 - 63, 64), RecordedResults.Read(Store, 70).Select(result => result.Update));
    }

    [Fact]
    public void Read_WhileItIsWrittenTo_ReadsWhatIsCommitted()
    {
        using var stores = new RunStores(_folder.Path);
        var (first, second) = (Of("update-1", "a", true), Of("update-1", "b", true));
        stores.Episodes.Add(first, RunStores.Scorer.Score(first));
        stores.Database.InTransaction(() =>
        {
            stores.Episodes.Add(second, RunStores.Scorer.Score(second));
            Assert.Equal([(1, "a", 1, 1)], Figures(1));
        });
        Assert.Equal([(1, "a", 1, 1), (1, "b", 1, 1)], Figures(1));
    }

    [Fact]
    public void Read_NothingRecorded_IsEmpty()
    {
        Assert.Empty(RecordedResults.Read(Store, 5));
        Record(Of("update-1", "a", true));
        Assert.Empty(RecordedResults.Read(Store, 0));
    }

    [Fact]
    public void Read_NoEpisodeStore_IsRefusedByName()
    {
        File.WriteAllText(Store, new string('x', 5000));
        var error = Assert.Throws<InvalidDataException>(() => RecordedResults.Read(Store, 1));
        Assert.StartsWith($"{Store} is not a readable episode store", error.Message, StringComparison.Ordinal);
    }

    private IEnumerable<(int, string, int, int)> Figures(int completed) =>
        RecordedResults.Read(Store, completed).Select(result => (result.Update, result.TaskId, result.Trials, result.Passes));
}
