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
        var first = retries.Next(episode)!;
        var second = retries.Next(Failed(first))!;

        Assert.Null(retries.Next(Failed(second)));
        var rollout = episode.Completed.Rollout;
        Assert.Equal(rollout, first with { EpisodeId = rollout.EpisodeId, Seed = rollout.Seed });
        Assert.Equal(3, new[] { rollout.EpisodeId, first.EpisodeId, second.EpisodeId }.Distinct().Count());
        Assert.Equal(3, new[] { rollout.Seed, first.Seed, second.Seed }.Distinct().Count());
        Assert.Equal(first, Retries(2).Next(episode));
    }

    [Fact]
    public void Take_Batch_CountsItsRetriesOnce()
    {
        var retries = Retries(2);
        retries.Next(Failed(retries.Next(Failed())));
        retries.Next(Failed(Failed().Completed.Rollout with { Trial = 4 }));
        retries.Next(Failed(Failed().Completed.Rollout with { Batch = "update-3" }));

        Assert.Equal(3, retries.Take("update-2"));
        Assert.Equal(0, retries.Take("update-2"));
        Assert.Equal(1, retries.Take("update-3"));
    }

    [Fact]
    public void Next_NothingToRepeat_IsNull()
    {
        Assert.Null(Retries(0).Next(Failed()));
        Assert.Null(Retries(5).Next(Episode.Joined(success: false, 1)));
        Assert.Null(Retries(5).Next(Failed(Failed().Completed.Rollout with { Purpose = RolloutPurpose.Evaluation })));
    }
}
