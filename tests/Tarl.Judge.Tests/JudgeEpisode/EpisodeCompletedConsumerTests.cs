using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Judge.JudgeEpisode;

namespace Tarl.Judge.Tests.JudgeEpisode;

public sealed class EpisodeCompletedConsumerTests
{
    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build())
        .AddMassTransitTestHarness(bus =>
        {
            // On a busy machine the harness must not take slowness for the end.
            bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(20));
            bus.AddJudge();
        })
        .BuildServiceProvider(validateScopes: true);

    private static async Task<List<EpisodeJudged>> JudgeAsync(params EpisodeCompleted[] episodes)
    {
        await using var services = Services();
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
        foreach (var episode in episodes) await harness.Bus.Publish(episode);

        var judged = new List<EpisodeJudged>();
        await foreach (var published in harness.Published.SelectAsync<EpisodeJudged>())
        {
            judged.Add(published.Context.Message);
            if (judged.Count == episodes.Length) break;
        }

        return judged;
    }

    [Fact]
    public async Task Consume_Episode_PublishesItsScores()
    {
        var judged = Assert.Single(await JudgeAsync(new EpisodeBuilder().User("Hi").Agent("Hello.").Agent("Hello.").End()));
        Assert.Equal(new Guid("00000000-0000-0000-0000-000000000007"), judged.EpisodeId);
        Assert.Equal([(1, 1), (2, 0)], judged.Scores.Select(score => (score.TurnIndex, score.Score)));
        Assert.Null(judged.Failure);
    }

    [Fact]
    public async Task Consume_FailedEpisode_PublishesFailureWithoutScores()
    {
        var failed = new EpisodeBuilder().User("Hi").Agent("Hello.").End(StopReason.Failed) with
        {
            Failure = new EpisodeFailure { Boundary = Boundary.Sandbox, Message = "connection refused" },
        };

        var judged = Assert.Single(await JudgeAsync(failed));
        Assert.Equal("The episode failed at the Sandbox boundary: connection refused", judged.Failure);
        Assert.Empty(judged.Scores);
    }

    [Fact]
    public async Task Consume_EpisodeThatCannotBeJudged_PublishesFailure()
    {
        var withoutTurns = new EpisodeBuilder().End() with { Turns = [null!] };
        var judged = Assert.Single(await JudgeAsync(withoutTurns));
        Assert.StartsWith("The judge failed: ", judged.Failure, StringComparison.Ordinal);
        Assert.Empty(judged.Scores);
    }

    [Fact]
    public async Task Consume_SameEpisodeTwice_RepeatsTheScoresWordForWord()
    {
        var episode = new EpisodeBuilder().User("Hi").Agent("Hello.").Agent("").End();
        var judged = await JudgeAsync(episode, episode);
        Assert.Equal(judged[0].Scores, judged[1].Scores);
        Assert.Equal(judged[0].EpisodeId, judged[1].EpisodeId);
    }

    [Fact]
    public void AddJudge_UnknownOption_IsRefused()
    {
        using var services = Services(("Judge:Strictness", "5"));
        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IOptions<JudgeOptions>>().Value);
        Assert.Contains("Strictness", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddJudge_ToolPrefixConfigured_ExtendsTheTable()
    {
        using var services = Services(("Judge:ToolPrefixes:delete_", "Write"));
        var prefixes = services.GetRequiredService<IOptions<JudgeOptions>>().Value.ToolPrefixes;
        Assert.Equal(Tarl.Judge.JudgeEpisode.Tools.ToolCategory.Write, prefixes["delete_"]);
        Assert.Equal(Tarl.Judge.JudgeEpisode.Tools.ToolCategory.Read, prefixes["get_"]);
    }
}
