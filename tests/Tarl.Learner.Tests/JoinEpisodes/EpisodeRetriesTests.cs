using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.UpdatePolicy;

namespace Tarl.Learner.Tests.JoinEpisodes;

public sealed class EpisodeRetriesTests
{
    private static EpisodeRetries Retries(int retries) => new(new ReinforcementOptions { EpisodeRetries = retries }, new LearnerOptions { Seed = 7 });

    private static JoinedEpisode Failed(RequestRollout? rollout = null)
    {
        var episode = Episode.Joined(success: false, 1);
        return episode with
        {
            Completed = episode.Completed with
            {
                Rollout = rollout ?? episode.Completed.Rollout,
                Failure = new EpisodeFailure { Boundary = Boundary.Sandbox, Message = "gone" },
            },
        };
    }

    [Fact]
    public void Next_FailedEpisode_IsOrderedAgainUnderAnotherIdAndSeedUntilItHasFailedOftenEnough()
    {
        var retries = Retries(2);
        var episode = Failed();
        var first = retries.Next(episode, failedBefore: 0)!;
        var second = retries.Next(Failed(first), failedBefore: 1)!;

        Assert.Null(retries.Next(Failed(second), failedBefore: 2));
        var rollout = episode.Completed.Rollout;
        Assert.Equal(rollout, first with { EpisodeId = rollout.EpisodeId, Seed = rollout.Seed });
        Assert.Equal(3, new[] { rollout.EpisodeId, first.EpisodeId, second.EpisodeId }.Distinct().Count());
        Assert.Equal(3, new[] { rollout.Seed, first.Seed, second.Seed }.Distinct().Count());
        Assert.Equal(first, Retries(2).Next(episode, failedBefore: 0));
    }

    [Fact]
    public void Next_NothingToRepeat_IsNull()
    {
        Assert.Null(Retries(0).Next(Failed(), 0));
        Assert.Null(Retries(5).Next(Episode.Joined(success: false, 1), 0));
        Assert.Null(Retries(5).Next(Failed(Failed().Completed.Rollout with { Purpose = RolloutPurpose.Evaluation }), 0));
    }
}
