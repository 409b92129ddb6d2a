using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;

namespace Tarl.Learner.Tests.JoinEpisodes;

public sealed class EpisodeJoinerTests
{
    private readonly EpisodeJoiner _joiner = new();

    public static TheoryData<string> Orders => ["cvj", "cjv", "vcj", "vjc", "jcv", "jvc"];

    /// <summary>Adds completed, verified, judged by their first letters.</summary>
    private void Add(string order)
    {
        foreach (var part in order)
        {
            if (part == 'c') _joiner.Add(Episode.Completed("Hi"));
            if (part == 'v') _joiner.Add(Episode.Verified());
            if (part == 'j') _joiner.Add(Episode.Judged(1));
        }
    }

    private List<JoinedEpisode> Joined()
    {
        var episodes = new List<JoinedEpisode>();
        while (_joiner.Episodes.TryRead(out var episode)) episodes.Add(episode);
        return episodes;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Add_ThreePartsInAnyOrder_AreJoinedWithTheLast(string order)
    {
        Add(order[..2]);
        Assert.Empty(Joined());
        Add(order[2..]);
        var joined = Assert.Single(Joined());
        Assert.Equal((Episode.Id, true, 1), (joined.Completed.EpisodeId, joined.Verified.Success, joined.Judged.Scores[0].Score));
    }

    [Theory]
    [InlineData("ccvvj")]
    [InlineData("vvvcj")]
    [InlineData("jcjcv")]
    public void Add_DuplicatesBeforeTheLastPart_JoinOnce(string order)
    {
        Add(order);
        Assert.Single(Joined());
    }

    [Fact]
    public void Add_AllPartsAgainAfterwards_AreIgnored()
    {
        Add("cvj");
        Assert.Single(Joined());
        Add("cvjjvc");
        Assert.Empty(Joined());
    }

    [Fact]
    public void Add_TwoEpisodesInterleaved_KeepApart()
    {
        var other = new Guid("00000000-0000-0000-0000-000000000004");
        _joiner.Add(Episode.Completed("Hi"));
        _joiner.Add(Episode.Verified(success: false) with { EpisodeId = other });
        _joiner.Add(Episode.Judged(0) with { EpisodeId = other });
        _joiner.Add(Episode.Judged(1));
        _joiner.Add(Episode.Completed("Ho") with { EpisodeId = other });
        _joiner.Add(Episode.Verified());

        Assert.Equal([(other, false, "Ho", 0), (Episode.Id, true, "Hi", 1)], Joined().Select(episode =>
            (episode.Completed.EpisodeId, episode.Verified.Success, episode.Completed.Turns[1].Text, episode.Judged.Scores[0].Score)));
    }

    [Fact]
    public void Failure_SeveralBoundariesFailed_IsTheEarliest()
    {
        var worker = new EpisodeFailure { Boundary = Boundary.Sandbox, Message = "gone" };
        var verified = Episode.Verified() with { Failure = "cannot replay" };
        var judged = Episode.Judged() with { Failure = "no answer" };

        Assert.Equal(worker, new JoinedEpisode(Episode.Completed() with { Failure = worker }, verified, judged).Failure);
        Assert.Equal(
            new EpisodeFailure { Boundary = Boundary.Verifier, Message = "cannot replay" }, new JoinedEpisode(Episode.Completed(), verified, judged).Failure);
        Assert.Equal(
            new EpisodeFailure { Boundary = Boundary.Judge, Message = "no answer" },
            new JoinedEpisode(Episode.Completed(), Episode.Verified(), judged).Failure);
        Assert.Null(new JoinedEpisode(Episode.Completed(), Episode.Verified(), Episode.Judged()).Failure);
    }
}
