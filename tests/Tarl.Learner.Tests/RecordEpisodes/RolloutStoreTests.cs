using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.RecordEpisodes;
using Tarl.Learner.UpdatePolicy;

namespace Tarl.Learner.Tests.RecordEpisodes;

public sealed class RolloutStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static EpisodeTokens Tokens { get; } = new()
    {
        Tokens = [7, 1 << 20, 9], Sampled = [false, true, true], BehaviorLogprobs = [0, -0.25f, -1.5f], PolicyVersions = [-1, 3, 4],
    };

    private static JoinedEpisode InPlace(int id, int update, int group, int trial) => RunStores.WithId(
        Episode.Joined(true, 1), id, order => order with { Batch = $"update-{update}", Update = update, BatchSize = 3, Group = group, Trial = trial });

    private static void Wait(RunStores stores, JoinedEpisode episode)
    {
        var scored = RunStores.Scorer.Score(episode);
        stores.Rollouts.End(episode.Completed.Rollout, scored, isFinal: true, outcome: null, reason: null);
        stores.Rollouts.Add(new Sample(scored, Tokens, [0.5, -2]));
    }

    private static void Fail(RunStores stores, JoinedEpisode episode, bool isFinal)
    {
        var failed = episode.Failed(Boundary.Sandbox, "gone");
        stores.Rollouts.End(failed.Completed.Rollout, RunStores.Scorer.Score(failed), isFinal, RolloutOutcome.Failed, "Sandbox: gone");
    }

    [Fact]
    public void Samples_AfterARestart_AreWhatWasRecordedInTheOrderOfTheirPlaces()
    {
        using (var stores = new RunStores(_folder.Path))
        {
            Wait(stores, InPlace(1, update: 2, group: 1, trial: 0));
            Wait(stores, InPlace(2, update: 2, group: 0, trial: 1));
            Fail(stores, InPlace(3, update: 2, group: 0, trial: 0), isFinal: false);
            Fail(stores, InPlace(4, update: 2, group: 0, trial: 0), isFinal: true);
            Wait(stores, InPlace(5, update: 3, group: 0, trial: 0));
        }

        using var later = new RunStores(_folder.Path);
        var samples = later.Rollouts.Samples("update-2");
        Assert.Equal([4, 2, 1], samples.Select(sample => BitConverter.ToInt32(sample.Scored.EpisodeId.ToByteArray())));
        Assert.Equal((false, Boundary.Sandbox), (samples[0].IsValid, samples[0].Scored.Failure!.Boundary));
        Assert.Equal(RunStores.Scorer.Score(InPlace(2, 2, 0, 1)), samples[1].Scored);
        Assert.Equal(Tokens.Tokens, samples[1].Tokens!.Tokens);
        Assert.Equal(Tokens.Sampled, samples[1].Tokens!.Sampled);
        Assert.Equal(Tokens.BehaviorLogprobs, samples[1].Tokens!.BehaviorLogprobs);
        Assert.Equal(Tokens.PolicyVersions, samples[1].Tokens!.PolicyVersions);
        Assert.Equal([0.5, -2], samples[1].TokenRewards);
        Assert.Equal(
            [("update-2", 3, 3), ("update-3", 1, 3)],
            later.Rollouts.Batches().Select(batch => (batch.Batch.Name, batch.Filled, batch.Batch.Size)).OrderBy(batch => batch.Name));
    }

    [Fact]
    public void FailedBefore_Place_CountsItsFailuresAlone()
    {
        using var stores = new RunStores(_folder.Path);
        Fail(stores, InPlace(1, update: 2, group: 0, trial: 0), isFinal: false);
        Fail(stores, InPlace(2, update: 2, group: 0, trial: 0), isFinal: false);
        Fail(stores, InPlace(3, update: 2, group: 0, trial: 1), isFinal: true);
        Wait(stores, InPlace(4, update: 2, group: 0, trial: 0));

        Assert.Equal(2, stores.Rollouts.FailedBefore(InPlace(9, 2, 0, 0).Completed.Rollout));
        Assert.Equal(1, stores.Rollouts.FailedBefore(InPlace(9, 2, 0, 1).Completed.Rollout));
        Assert.Equal(0, stores.Rollouts.FailedBefore(InPlace(9, 3, 0, 0).Completed.Rollout));
        Assert.Equal(2, stores.Rollouts.Retries("update-2"));
    }

    [Fact]
    public void Settle_Update_SaysWhatBecameOfEachAndIsTakenBackWithoutItsCheckpoint()
    {
        using var stores = new RunStores(_folder.Path);
        foreach (var id in new[] { 1, 2 }) Wait(stores, InPlace(id, update: 2, group: id, trial: 0));
        Fail(stores, InPlace(3, update: 2, group: 3, trial: 0), isFinal: true);
        const string Outcomes = "SELECT COALESCE(outcome, '') FROM rollouts ORDER BY episode_group";

        stores.Rollouts.Settle(stores.Rollouts.Samples("update-2"), [null, "too old", "it failed"]);
        Assert.Equal(["Trained", "Dropped", "Failed"], stores.Query<string>(Outcomes).Select(row => row[0]));

        Assert.Equal("too old", stores.Query<string>("SELECT reason FROM rollouts WHERE outcome = 'Dropped'")[0][0]);

        stores.Rollouts.Revert(version: 1);
        Assert.Equal(["", "", "Failed"], stores.Query<string>(Outcomes).Select(row => row[0]));
        Assert.Equal(2, stores.Rollouts.Samples("update-2").Count(sample => sample.IsValid));

        stores.Rollouts.Settle(stores.Rollouts.Samples("update-2"), [null, null, "it failed"]);
        stores.Rollouts.RemoveSamples(version: 2);
        stores.Rollouts.Revert(version: 1);
        Assert.Equal(["Trained", "Trained", "Failed"], stores.Query<string>(Outcomes).Select(row => row[0]));
        Assert.Empty(stores.Query<string>("SELECT id FROM samples"));
    }

    [Fact]
    public void AddOrder_TwiceAndAfterTheEnd_ChangesNothing()
    {
        using var stores = new RunStores(_folder.Path);
        var episode = InPlace(1, update: 2, group: 0, trial: 0);
        stores.Rollouts.AddOrder(episode.Completed.Rollout);
        Assert.Null(stores.Rollouts.Scored(RunStores.Id(1)));
        Wait(stores, episode);
        stores.Rollouts.AddOrder(episode.Completed.Rollout);

        Assert.Equal([[1L, 1L]], stores.Query<long>("SELECT COUNT(*), SUM(is_final) FROM rollouts"));
        Assert.Equal(RunStores.Scorer.Score(episode), stores.Rollouts.Scored(RunStores.Id(1)));
    }

    [Theory]
    [InlineData(RolloutPurpose.Demonstration, false)]
    [InlineData(RolloutPurpose.Evaluation, true)]
    public void Scored_EndedEpisode_IsKnownUnlessItWasADemonstration(RolloutPurpose purpose, bool isKnown)
    {
        using var stores = new RunStores(_folder.Path);
        var episode = RunStores.WithId(Episode.Joined(true, 1), 1, order => order with { Purpose = purpose, Update = null });
        stores.Rollouts.End(episode.Completed.Rollout, RunStores.Scorer.Score(episode), isFinal: true, RolloutOutcome.Evaluated, null);
        Assert.Equal(isKnown, stores.Rollouts.Scored(RunStores.Id(1)) is not null);
    }
}
