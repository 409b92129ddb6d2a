using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Training;
using Tarl.Curriculum.Samplers.Mixed;
using Tarl.Curriculum.Samplers.PassRate;

namespace Tarl.Curriculum.Tests.RequestRollouts;

public sealed class RolloutPlannerTests : IDisposable
{
    private readonly TaskList _tasks = new(5);

    public void Dispose() => _tasks.Dispose();

    [Fact]
    public void Update_GroupsOfOneTask_AreNumberedAndAskThePolicy()
    {
        var rollouts = _tasks.Planner().Update(update: 2, []);

        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)], rollouts.Select(rollout => (rollout.Group, rollout.Trial)));
        Assert.All(rollouts.GroupBy(rollout => rollout.Group), group => Assert.Single(group.Select(rollout => rollout.Task.Id).Distinct()));
        Assert.All(rollouts, rollout =>
        {
            Assert.Equal(("update-2", 6, RolloutPurpose.Training, "policy"), (rollout.Batch, rollout.BatchSize, rollout.Purpose, rollout.Agent));
            Assert.Equal((1, 0.7, 12), (rollout.PolicyVersion, rollout.Sampling.Temperature, rollout.MaxSteps));
        });
    }

    [Fact]
    public void Update_GoesOnWhereTheLastOneStopped_EachTaskOnceARound()
    {
        var planner = _tasks.Planner(updates: 5);
        var tasks = Enumerable.Range(1, 5).SelectMany(update => planner.Update(update, []).Where(rollout => rollout.Trial == 0)).Select(rollout => rollout.Task.Id);
        Assert.All(tasks.Chunk(5), round => Assert.Equal(["t0", "t1", "t2", "t3", "t4"], round.Order()));
    }

    [Fact]
    public void Demonstrations_AskTheDemonstratorForGroupsOfOne()
    {
        var rollouts = _tasks.Planner().Demonstrations(7);

        Assert.Equal(Enumerable.Range(0, 7), rollouts.Select(rollout => rollout.Group));
        Assert.Equal(["t0", "t1", "t2", "t3", "t4"], rollouts.Take(5).Select(rollout => rollout.Task.Id).Order());
        Assert.All(rollouts, rollout =>
        {
            Assert.Equal(("demonstrations", 7, RolloutPurpose.Demonstration, "demonstrator"), (rollout.Batch, rollout.BatchSize, rollout.Purpose, rollout.Agent));
            Assert.Equal((0, 0), (rollout.Trial, rollout.PolicyVersion));
        });
    }

    [Fact]
    public void Update_PlannedAgainByAnotherPlanner_IsTheSameToTheLastByte()
    {
        var first = _tasks.Planner();
        first.Update(4, []);
        first.Demonstrations(9);
        Assert.Equal(JsonSerializer.Serialize(_tasks.Planner().Update(2, [])), JsonSerializer.Serialize(first.Update(2, [])));
    }

    [Fact]
    public void Update_OtherSeed_HasOtherIdsAndSeeds()
    {
        var (one, other) = (_tasks.Planner(seed: 3).Update(1, []), _tasks.Planner(seed: 4).Update(1, []));
        Assert.Empty(one.Select(rollout => rollout.EpisodeId).Intersect(other.Select(rollout => rollout.EpisodeId)));
        Assert.Empty(one.Select(rollout => rollout.Seed).Intersect(other.Select(rollout => rollout.Seed)));
    }

    [Fact]
    public void Update_AllOfARun_HasUniqueIdsAndSeeds()
    {
        var planner = _tasks.Planner(updates: 30);
        var rollouts = Enumerable.Range(1, 30).SelectMany(update => planner.Update(update, [])).Concat(planner.Demonstrations(40)).ToArray();
        Assert.Equal(30 * 6 + 40, rollouts.Select(rollout => rollout.EpisodeId).Distinct().Count());
        Assert.Equal(30 * 6 + 40, rollouts.Select(rollout => rollout.Seed).Distinct().Count());
    }

    [Fact]
    public void Update_AfterTheLast_IsEmpty()
    {
        var planner = _tasks.Planner(updates: 4);
        Assert.Equal(6, planner.Update(4, []).Count);
        Assert.Empty(planner.Update(5, []));
    }

    [Fact]
    public void Update_ResultsOfThisUpdateAndLater_AreNotKnownYet()
    {
        var sampler = new PassRateSampler(new PassRateSamplerOptions { ExploreShare = 0.01, Sharpness = 16, PriorTrials = 0.1 });
        var planner = _tasks.Planner(sampler: sampler);
        TaskResult[] known = [new() { Update = 1, TaskId = "t2", Trials = 1000, Passes = 900 }, new() { Update = 1, TaskId = "t1", Trials = 1000, Passes = 10 }];
        TaskResult[] later = [.. known, new() { Update = 2, TaskId = "t2", Trials = 100_000, Passes = 0 }, new() { Update = 3, TaskId = "t1", Trials = 100_000, Passes = 50_000 }];

        Assert.Equal(JsonSerializer.Serialize(planner.Update(2, known)), JsonSerializer.Serialize(planner.Update(2, later)));
        Assert.NotEqual(JsonSerializer.Serialize(planner.Update(4, known)), JsonSerializer.Serialize(planner.Update(4, later)));
    }

    [Fact]
    public void Start_StalenessAllowed_OrdersSoManyUpdatesAheadAndThenOneForEachCompleted()
    {
        var planner = _tasks.Planner(updates: 6, maxStaleness: 2);
        Assert.Equal([("update-1", 0), ("update-2", 0), ("update-3", 0)], Batches(planner.Start(0, [])));
        Assert.Equal([("update-4", 1)], Batches(planner.Next(1, [])));
        Assert.Equal([("update-6", 3)], Batches(planner.Next(3, [])));
        Assert.Empty(planner.Next(4, []));

        // Taken up after three updates, it orders the same as before.
        var again = _tasks.Planner(updates: 6, maxStaleness: 2).Start(3, []);
        Assert.Equal([("update-4", 1), ("update-5", 2), ("update-6", 3)], Batches(again));
        Assert.Equal(JsonSerializer.Serialize(planner.Next(1, [])), JsonSerializer.Serialize(again.Take(6)));

        static IEnumerable<(string, int)> Batches(IEnumerable<RequestRollout> rollouts) =>
            rollouts.Select(rollout => (rollout.Batch, rollout.PolicyVersion)).Distinct();
    }

    /// <summary>Update 5 is ordered when update 2 is done; a run that is taken up after update 4 must choose the same tasks for it.</summary>
    [Fact]
    public void Update_StalenessAllowed_KnowsTheSameResultsWheneverItIsOrdered()
    {
        var sampler = new PassRateSampler(new PassRateSamplerOptions { ExploreShare = 0.01, Sharpness = 16, PriorTrials = 0.1 });
        var planner = _tasks.Planner(updates: 9, sampler: sampler, maxStaleness: 2);
        TaskResult[] known = [new() { Update = 2, TaskId = "t2", Trials = 1000, Passes = 900 }, new() { Update = 2, TaskId = "t1", Trials = 1000, Passes = 10 }];
        TaskResult[] later = [.. known, new() { Update = 3, TaskId = "t2", Trials = 100_000, Passes = 0 }, new() { Update = 4, TaskId = "t1", Trials = 100_000, Passes = 50_000 }];

        Assert.Equal(JsonSerializer.Serialize(planner.Next(2, known)), JsonSerializer.Serialize(planner.Start(4, later).Take(6)));
        Assert.NotEqual(JsonSerializer.Serialize(planner.Next(4, known)), JsonSerializer.Serialize(planner.Next(4, later)));
    }

    [Fact]
    public void Update_Choice_IsSaidOfTrainingAlone()
    {
        Assert.All(_tasks.Planner().Update(1, []), rollout => Assert.Equal("uniform", rollout.Choice?.Reason));
        Assert.All(_tasks.Planner().Demonstrations(3), rollout => Assert.Null(rollout.Choice));
    }

    [Fact]
    public void EnsureUsable_TasksThatTheSamplerCannotDoWith_AreRefused()
    {
        _tasks.Planner().EnsureUsable();
        Assert.Throws<InvalidDataException>(_tasks.Planner(sampler: new MixedSampler(new MixedSamplerOptions())).EnsureUsable);
    }
}
