using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Episodes;
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

    private static ServiceProvider Provider() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddMassTransitTestHarness(bus =>
        {
            // Only guards against a hang; the default of a second is too short on a busy machine.
            bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(20));
            bus.AddUserSimulator();
        })
        .BuildServiceProvider(true);
}
