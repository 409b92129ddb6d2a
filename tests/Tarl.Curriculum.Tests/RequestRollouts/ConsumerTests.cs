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

    [Theory]
    [InlineData("There is no sampler 'random'; there are uniform, pass-rate, staged, mixed.", "Curriculum:Sampler", "random")]
    [InlineData("PassRateSampler:Target has no effect with the sampler uniform.", "PassRateSampler:Target", "0.5")]
    [InlineData("MixedSampler:MathRatio has no effect with the sampler staged.", "Curriculum:Sampler", "staged", "MixedSampler:MathRatio", "0.5")]
    [InlineData("MixedSampler:Schedule has no effect: MixedSampler:FinalMathRatio is not set.", "Curriculum:Sampler", "mixed", "MixedSampler:Schedule", "Cosine")]
    [InlineData("There is no order of stages 'size'; there are calls, kinds, pass-rate.", "Curriculum:Sampler", "staged", "StagedSampler:Order", "size")]
    [InlineData("StagedSampler:Kinds has no effect with the order calls.", "Curriculum:Sampler", "staged", "StagedSampler:Kinds:0", "cancel")]
    [InlineData("StagedSampler:Stages has no effect with the order kinds.", "Curriculum:Sampler", "staged", "StagedSampler:Order", "kinds", "StagedSampler:Kinds:0", "cancel", "StagedSampler:Stages", "3")]
    [InlineData("StagedSampler:HalfLifeUpdates has no effect with the order calls.", "Curriculum:Sampler", "staged", "StagedSampler:HalfLifeUpdates", "3")]
    [InlineData("StagedSampler:Order kinds takes the kinds in their order", "Curriculum:Sampler", "staged", "StagedSampler:Order", "kinds")]
    public void AddCurriculum_OptionWithoutEffect_IsRefusedByName(string sentence, params string[] settings)
    {
        using var services = Services([.. settings.Chunk(2).Select(setting => (setting[0], setting[1]))]);
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<CurriculumOptions>>().Value);
        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pass-rate", "PassRateSampler:Target", "0.4")]
    [InlineData("staged", "StagedSampler:Order", "pass-rate", "StagedSampler:HalfLifeUpdates", "3", "StagedSampler:Stages", "3")]
    [InlineData("staged", "StagedSampler:Order", "kinds", "StagedSampler:Kinds:0", "cancel")]
    [InlineData("mixed", "MixedSampler:FinalMathRatio", "0", "MixedSampler:Schedule", "Cosine")]
    public void AddCurriculum_OptionWithEffect_IsTaken(string sampler, params string[] settings)
    {
        using var services = Services([("Curriculum:Sampler", sampler), .. settings.Chunk(2).Select(setting => (setting[0], setting[1]))]);
        Assert.Equal(sampler, services.GetRequiredService<IOptions<CurriculumOptions>>().Value.Sampler);
    }

    [Fact]
    public async Task Consume_UpdateCompletedWithResults_TheSamplerKnowsThem()
    {
        // t3 alone passes half the time, the others never do: one of three groups is always its.
        TaskResult[] results = [.. Enumerable.Range(0, 5).Select(task => new TaskResult { Update = 1, TaskId = $"t{task}", Trials = 1000, Passes = task == 3 ? 500 : 0 })];
        var rollouts = await PublishedAsync(Completed(update: 1) with { Results = results }, ("Curriculum:Sampler", "pass-rate"), ("PassRateSampler:PriorTrials", "0.1"));
        Assert.Contains(rollouts, rollout => rollout.Task.Id == "t3");
        Assert.All(rollouts, rollout => Assert.Equal(rollout.Task.Id == "t3" ? 0.5 : 0, rollout.Choice!.ExpectedPassRate!.Value, 0.001));
    }

    private static UpdateCompleted Completed(int update) =>
        new() { Update = update, PolicyVersion = update, Metrics = new Dictionary<string, double>() };

    /// <summary>What is asked for once a message has been consumed without a fault.</summary>
    private async Task<IReadOnlyList<RequestRollout>> PublishedAsync<T>(T message, params (string Key, string Value)[] settings)
        where T : class
    {
        await using var services = Services([("Curriculum:GroupsPerUpdate", "3"), ("Curriculum:GroupSize", "2"), ("Curriculum:Updates", "2"), .. settings]);
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
