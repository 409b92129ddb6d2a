using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;

namespace Tarl.Learner.Tests.JoinEpisodes;

public sealed class EpisodeJoinerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunStores _stores;
    private readonly EpisodeJoiner _joiner;
    private readonly List<Task> _waiting = [];

    public EpisodeJoinerTests()
    {
        _stores = new(_folder.Path);
        _joiner = new(_stores.Rollouts);
    }

    public void Dispose()
    {
        _stores.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string> Orders => ["cvj", "cjv", "vcj", "vjc", "jcv", "jvc"];

    /// <summary>Adds completed, verified, judged by their first letters.</summary>
    private void Add(string order)
    {
        foreach (var part in order)
        {
            if (part == 'c') _waiting.Add(_joiner.AddAsync(Episode.Completed("Hi")));
            if (part == 'v') _waiting.Add(_joiner.AddAsync(Episode.Verified()));
            if (part == 'j') _waiting.Add(_joiner.AddAsync(Episode.Judged(1)));
        }
    }

    private List<JoinedEpisode> Joined() => [.. Arrived().Select(arrival => arrival.Episode)];

    private List<EpisodeArrival> Arrived()
    {
        var episodes = new List<EpisodeArrival>();
        while (_joiner.Arrivals.TryRead(out var arrival)) episodes.Add((EpisodeArrival)arrival);
        return episodes;
    }

    [Fact]
    public void Add_EveryPart_IsDoneWithOnlyWhenTheEpisodeIsRecorded()
    {
        Add("cvjc");
        var arrival = Assert.Single(Arrived());
        Assert.All(_waiting, part => Assert.False(part.IsCompleted));

        _joiner.SetRecorded(arrival);
        Assert.All(_waiting, part => Assert.True(part.IsCompletedSuccessfully));
        Assert.True(_joiner.AddAsync(Episode.Verified()).IsCompletedSuccessfully);
        Assert.Empty(Arrived());
    }

    [Fact]
    public void Add_EpisodeThatAnEarlierProcessRecorded_IsPassedOver()
    {
        var known = RunStores.WithId(Episode.Joined(true, 1), 8);
        _stores.Episodes.Add(known, RunStores.Scorer.Score(known));
        var joiner = new EpisodeJoiner(_stores.Rollouts);

        Assert.True(joiner.AddAsync(known.Completed).IsCompletedSuccessfully);
        Assert.False(joiner.AddAsync(Episode.Completed("Hi")).IsCompleted);
    }

    [Fact]
    public void Add_Order_IsDoneWithWhenRecorded()
    {
        var order = _joiner.AddAsync(Episode.Completed().Rollout);
        Assert.True(_joiner.Arrivals.TryRead(out var arrival));
        Assert.Equal((Episode.Id, false), (((OrderArrival)arrival).Order.EpisodeId, order.IsCompleted));
        arrival.Recorded.SetResult();
        Assert.True(order.IsCompletedSuccessfully);
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
        _ = _joiner.AddAsync(Episode.Completed("Hi"));
        _ = _joiner.AddAsync(Episode.Verified(success: false) with { EpisodeId = other });
        _ = _joiner.AddAsync(Episode.Judged(0) with { EpisodeId = other });
        _ = _joiner.AddAsync(Episode.Judged(1));
        _ = _joiner.AddAsync(Episode.Completed("Ho") with { EpisodeId = other });
        _ = _joiner.AddAsync(Episode.Verified());

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
