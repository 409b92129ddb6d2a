using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.RolloutWorker.RunEpisode;

namespace Tarl.RolloutWorker.Tests.RunEpisode;

public sealed class BusUserTests
{
    private static async Task<UserTurnSimulated> AskAsync(UserTurnSimulated reply)
    {
        await using var services = new ServiceCollection()
            .AddMassTransitTestHarness(bus => bus.AddHandler<SimulateUserTurn>(context => context.RespondAsync(reply)))
            .BuildServiceProvider(validateScopes: true);
        var harness = await services.StartTestHarness();
        var user = new BusUser(harness.Bus.CreateClientFactory(), Options.Create(new RolloutWorkerOptions()));
        var rollout = FakeWorld.Rollout();
        return await user.ReplyAsync(new SimulateUserTurn { EpisodeId = rollout.EpisodeId, Task = rollout.Task, Dialogue = [], Seed = 1 }, CancellationToken.None);
    }

    [Fact]
    public async Task ReplyAsync_UserThatSpeaks_IsHeard() => Assert.Equal("Hello.", (await AskAsync(new UserTurnSimulated { Text = "Hello.", Stop = false })).Text);

    [Fact]
    public async Task ReplyAsync_UserThatFailed_IsAFailureWithItsReason()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(new UserTurnSimulated { Text = "", Stop = true, Failure = "it gives the instruction away." }));

        Assert.Equal("The user failed: it gives the instruction away.", failure.Message);
    }
}
