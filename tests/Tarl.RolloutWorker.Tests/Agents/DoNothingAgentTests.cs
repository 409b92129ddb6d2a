using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents.DoNothing;

namespace Tarl.RolloutWorker.Tests.Agents;

public class DoNothingAgentTests(PlayedShop shop) : IClassFixture<PlayedShop>
{
    [Fact]
    public async Task ActAsync_Always_PassesExactlyTheTasksWithoutWriteAndIsSoonLeft()
    {
        var played = await shop.PlayAsync(new DoNothingAgent(), shop.Retail);
        Assert.All(played, episode => Assert.Equal(
            episode.Task.Plan.All(plan => plan.Resolution != GoalResolution.Write), episode.Conversation.Passed));
        Assert.All(played, episode => Assert.Equal((3, true), (episode.Conversation.Steps, episode.Conversation.UserStopped)));
    }

    [Fact]
    public async Task ActAsync_Mathematics_PassesNothing() =>
        Assert.All(await shop.PlayAsync(new DoNothingAgent(), shop.Mathematics), episode => Assert.False(episode.Conversation.Passed));
}
