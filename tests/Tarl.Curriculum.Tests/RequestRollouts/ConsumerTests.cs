using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Training;
using Tarl.Curriculum.RequestRollouts;

namespace Tarl.Curriculum.Tests.RequestRollouts;

public sealed class ConsumerTests : IDisposable
{
    private readonly TaskList _tasks = new(5);

    public void Dispose() => _tasks.Dispose();

    [Fact]
    public async Task Consume_StartCloning_AsksForThatManyDemonstrations()
    {
        var rollouts = await PublishedAsync(new StartCloning { Demonstrations = 4 });
        Assert.Equal([0, 1, 2, 3], rollouts.Select(rollout => rollout.Group).Order());
        Assert.All(rollouts, rollout => Assert.Equal(RolloutPurpose.Demonstration, rollout.Purpose));
    }

    [Fact]
    public async Task Consume_StartReinforcement_AsksForTheNextUpdateOfThatVersion()
    {
        var rollouts = await PublishedAsync(new StartReinforcement { CompletedUpdates = 1, PolicyVersion = 1 });
        Assert.Equal(6, rollouts.Select(rollout => rollout.EpisodeId).Distinct().Count());
        Assert.All(rollouts, rollout => Assert.Equal(("update-2", 1), (rollout.Batch, rollout.PolicyVersion)));
    }

    [Fact]
    public async Task Consume_UpdateCompleted_AsksForTheNextUpdate()
    {
        var rollouts = await PublishedAsync(Completed(update: 1));
        Assert.Equal(6, rollouts.Count);
        Assert.All(rollouts, rollout => Assert.Equal(("update-2", 1), (rollout.Batch, rollout.PolicyVersion)));
    }

    [Fact]
    public async Task Consume_LastUpdateCompleted_AsksForNothingAndDoesNotFail() => Assert.Empty(await PublishedAsync(Completed(update: 2)));

    [Fact]
    public void AddCurriculum_UnknownOption_IsRefused()
    {
        using var services = Services(("Curriculum:GroupSise", "4"));
        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IOptions<CurriculumOptions>>().Value);
        Assert.Contains("GroupSise", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddCurriculum_ValueOutOfRange_IsRefused()
    {
        using var services = Services(("Curriculum:GroupSize", "0"));
        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<CurriculumOptions>>().Value);
    }

    private static UpdateCompleted Completed(int update) =>
        new() { Update = update, PolicyVersion = update, Metrics = new Dictionary<string, double>() };

    /// <summary>What is asked for once a message has been consumed without a fault.</summary>
    private async Task<IReadOnlyList<RequestRollout>> PublishedAsync<T>(T message)
        where T : class
    {
        await using var services = Services(("Curriculum:GroupsPerUpdate", "3"), ("Curriculum:GroupSize", "2"), ("Curriculum:Updates", "2"));
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
        await harness.Bus.Publish(message);
        Assert.True(await harness.Consumed.Any<T>(consumed => consumed.Exception is null));

        // Published before the message counted as consumed: there is nothing to wait for.
        var now = new CancellationToken(canceled: true);
        Assert.False(harness.Published.Select<Fault<T>>(now).Any());
        return [.. harness.Published.Select<RequestRollout>(now).Select(published => published.Context.Message)];
    }

    private ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Curriculum:TasksPath", _tasks.Path)).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)))
            .Build())
        .AddMassTransitTestHarness(bus =>
        {
            // Only guards against a hang; the default of a second is too short on a busy machine.
            bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(20));
            bus.AddCurriculum();
        })
        .BuildServiceProvider(validateScopes: true);
}
