using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Episodes;
using Tarl.UserSimulator.SimulateTurn;
using Tarl.UserSimulator.Tests.SimulateTurn.Scripted;

namespace Tarl.UserSimulator.Tests.SimulateTurn;

public class SimulateUserTurnConsumerTests
{
    [Fact]
    public async Task Consume_Request_IsAnsweredAsTheScriptSays()
    {
        await using var provider = Provider();
        var harness = await provider.StartTestHarness();
        var task = Dialogues.Task(Dialogues.Cancel());
        var request = new SimulateUserTurn { EpisodeId = Guid.Empty, Task = task, Dialogue = [], Seed = 3 };
        var response = await harness.GetRequestClient<SimulateUserTurn>().GetResponse<UserTurnSimulated>(request);
        Assert.Equal(Dialogues.Play(task, [], 3)[0], response.Message);
    }

    [Fact]
    public async Task Consume_TaskWithoutScript_FaultsInsteadOfInventing()
    {
        await using var provider = Provider();
        var harness = await provider.StartTestHarness();
        var request = new SimulateUserTurn { EpisodeId = Guid.Empty, Task = Dialogues.Task(), Dialogue = [], Seed = 3 };
        var fault = await Assert.ThrowsAsync<RequestFaultException>(() => harness.GetRequestClient<SimulateUserTurn>().GetResponse<UserTurnSimulated>(request));
        Assert.Contains("has no script", fault.Message);
    }

    [Fact]
    public async Task Consume_Delay_HoldsEveryAnswerBackAndKeepsNobodyElseWaiting()
    {
        const int Users = 100;
        var clock = new HeldTimers();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var provider = Provider(clock, ("UserSimulator:Delay", "00:00:00.2"));
        var harness = await provider.StartTestHarness();
        var client = harness.GetRequestClient<SimulateUserTurn>();
        var task = Dialogues.Task(Dialogues.Cancel());

        var answers = Enumerable.Range(0, Users)
            .Select(user => client.GetResponse<UserTurnSimulated>(new SimulateUserTurn { EpisodeId = Guid.Empty, Task = task, Dialogue = [], Seed = (ulong)user }))
            .ToList();

        // All of them think at once, and none has answered yet.
        var timers = await clock.SetAsync(Users, limit.Token);
        Assert.All(timers, timer => Assert.Equal(TimeSpan.FromMilliseconds(200), timer.DueTime));
        Assert.DoesNotContain(answers, answer => answer.IsCompleted);
        foreach (var timer in timers) timer.GoOff();
        foreach (var (answer, user) in answers.Select((answer, user) => (answer, user)))
            Assert.Equal(Dialogues.Play(task, [], (ulong)user)[0], (await answer).Message);
    }

    [Theory]
    [InlineData("UserSimulator:Delay", "-00:00:01")]
    [InlineData("UserSimulator:Delay", "01:00:00")]
    [InlineData("UserSimulator:ConcurrentTurns", "0")]
    [InlineData("UserSimulator:Dealy", "00:00:01")]
    [InlineData("UserSimulator:Kind", "Nobody")]
    [InlineData("UserSimulator:Kind", "Http")]
    [InlineData("HttpUser:Address", "http://localhost:8090/")]
    public void Options_OutOfRangeOrUnknown_AreRefused(string key, string value)
    {
        using var provider = Provider(TimeProvider.System, (key, value));
        Assert.ThrowsAny<Exception>(provider.GetRequiredService<UserSimulatorOptions>);
    }

    private static ServiceProvider Provider() => Provider(TimeProvider.System);

    private static ServiceProvider Provider(TimeProvider time, params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build())
        .AddSingleton(time)
        .AddMassTransitTestHarness(bus =>
        {
            // Only guards against a hang; the default of a second is too short on a busy machine.
            bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(20));
            bus.AddUserSimulator();
        })
        .BuildServiceProvider(true);
}
