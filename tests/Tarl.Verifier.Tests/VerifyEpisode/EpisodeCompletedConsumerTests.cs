using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Contracts.Sandbox;
using Tarl.Verifier.VerifyEpisode;
using static Tarl.Verifier.Tests.Sample;

namespace Tarl.Verifier.Tests.VerifyEpisode;

public sealed class EpisodeCompletedConsumerTests
{
    private static readonly ToolCall Cancel = Call("cancel", """{"order_id": "#W1"}""");

    private static ServiceProvider Services(FakeSandbox sandbox, params (string Key, string Value)[] settings) => Services(sandbox, _ => { }, settings);

    private static ServiceProvider Services(
        FakeSandbox sandbox, Action<IBusRegistrationConfigurator> addMore, params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build())
        .AddSingleton<ISandboxClient>(sandbox)
        .AddMassTransitTestHarness(bus =>
        {
            // On a busy machine the harness must not take slowness for the end.
            bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(20));
            bus.AddVerifier();
            addMore(bus);
            bus.AddConfigureEndpointsCallback((_, endpoint) => endpoint.UseMessageRetry(retry => retry.Immediate(2)));
        })
        .BuildServiceProvider(validateScopes: true);

    private static async Task<List<EpisodeVerified>> VerifyAsync(FakeSandbox sandbox, params EpisodeCompleted[] episodes)
    {
        await using var services = Services(sandbox);
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
        foreach (var episode in episodes) await harness.Bus.Publish(episode);

        var verdicts = new List<EpisodeVerified>();
        await foreach (var published in harness.Published.SelectAsync<EpisodeVerified>())
        {
            verdicts.Add(published.Context.Message);
            if (verdicts.Count == episodes.Length) break;
        }

        return verdicts;
    }

    [Fact]
    public async Task Consume_ChangesOfTheGroundTruth_PublishesSuccess()
    {
        var verdict = Assert.Single(await VerifyAsync(new FakeSandbox(), Episode(Task(Cancel), Status("#W1", "pending", "cancelled"))));
        Assert.True(verdict.Success);
        Assert.Null(verdict.Failure);
        Assert.Equal(new Guid("00000000-0000-0000-0000-000000000007"), verdict.EpisodeId);
    }

    [Fact]
    public async Task Consume_NothingDone_PublishesDifferences()
    {
        var verdict = Assert.Single(await VerifyAsync(new FakeSandbox(), Episode(Task(Cancel))));
        Assert.False(verdict.Success);
        Assert.Equal(["order #W1: status should be cancelled, is pending"], verdict.Differences);
    }

    [Fact]
    public async Task Consume_FailedEpisode_PublishesFailureAndAsksNoSandbox()
    {
        var sandbox = new FakeSandbox();
        var failed = Episode(Task(Cancel)) with
        {
            StopReason = StopReason.Failed,
            Failure = new EpisodeFailure { Boundary = Boundary.User, Message = "no reply within 10 s" },
        };

        var verdict = Assert.Single(await VerifyAsync(sandbox, failed));
        Assert.Equal("The episode failed at the User boundary: no reply within 10 s", verdict.Failure);
        Assert.False(verdict.Success);
        Assert.Equal(0, sandbox.Opened);
    }

    [Fact]
    public async Task Consume_SandboxAwayForAMoment_VerdictIsThatOfTheRetry()
    {
        var episode = Episode(Task(Cancel), Status("#W1", "pending", "cancelled"));
        Assert.True(Assert.Single(await VerifyAsync(new FakeSandbox { BreakdownsAhead = 2 }, episode)).Success);
    }

    [Fact]
    public async Task Consume_SandboxAwayForGood_OneFailureAfterAllRetries()
    {
        var sandbox = new FakeSandbox { BreakdownsAhead = 1000 };
        await using var services = Services(sandbox);
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
        await harness.Bus.Publish(Episode(Task(Cancel)));

        Assert.True(await harness.Published.Any<EpisodeVerified>());
        var verdict = Assert.Single(harness.Published.Select<EpisodeVerified>(new CancellationToken(canceled: true))).Context.Message;
        Assert.Equal("The verifier failed: The sandbox is away.", verdict.Failure);
        Assert.False(verdict.Success);
        Assert.Equal(3, sandbox.Opened);
    }

    [Fact]
    public async Task Consume_AnotherServiceFailedOnTheEpisode_SaysNothing()
    {
        await using var services = Services(new FakeSandbox(), bus => bus.AddConsumer<FailingConsumer>());
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
        await harness.Bus.Publish(Episode(Task()));

        Assert.True(await harness.GetConsumerHarness<EpisodeCompletedFaultConsumer>().Consumed.Any<Fault<EpisodeCompleted>>());
        Assert.True(await harness.Published.Any<EpisodeVerified>());
        Assert.Null(Assert.Single(harness.Published.Select<EpisodeVerified>(new CancellationToken(canceled: true))).Context.Message.Failure);
    }

    [Fact]
    public async Task Consume_SameEpisodeTwice_RepeatsTheVerdictWordForWord()
    {
        var verdicts = await VerifyAsync(new FakeSandbox(), Episode(Task(Cancel)), Episode(Task(Cancel)));
        Assert.Equal(2, verdicts.Count);
        Assert.Equal(verdicts[0].Differences, verdicts[1].Differences);
        Assert.Equal(verdicts[0] with { Differences = [] }, verdicts[1] with { Differences = [] });
    }

    [Theory]
    [InlineData("Verifier:ReplayCacheSize", "0")]
    [InlineData("Verifier:MaxDifferences", "-1")]
    [InlineData("Verifier:ReplayTimeout", "00:00:00")]
    public void AddVerifier_OptionOutOfRange_IsRefused(string key, string value)
    {
        using var services = Services(new FakeSandbox(), (key, value));
        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<VerifierOptions>>().Value);
    }

    [Fact]
    public void AddVerifier_UnknownOption_IsRefused()
    {
        using var services = Services(new FakeSandbox(), ("Verifier:ReplayCashSize", "5"));
        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IOptions<VerifierOptions>>().Value);
        Assert.Contains("ReplayCashSize", error.Message, StringComparison.Ordinal);
    }

    private sealed class FailingConsumer : IConsumer<EpisodeCompleted>
    {
        public Task Consume(ConsumeContext<EpisodeCompleted> context) => throw new InvalidOperationException("Another service's trouble.");
    }
}
