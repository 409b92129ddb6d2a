using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents.DoNothing;

namespace Tarl.RolloutWorker.Tests.Agents;

public class DoNothingAgentTests(PlayedWorlds worlds) : IClassFixture<PlayedWorlds>
{
    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public async Task ActAsync_Always_PassesExactlyTheTasksWithoutWriteAndIsSoonLeft(string domain)
    {
        var played = await worlds.PlayAsync(new DoNothingAgent(), worlds.Of(domain));
        Assert.All(played, episode => Assert.Equal(
            episode.Task.Plan.All(plan => plan.Resolution != GoalResolution.Write), episode.Conversation.Passed));
        Assert.All(played, episode => Assert.Equal((3, true), (episode.Conversation.Steps, episode.Conversation.UserStopped)));
    }

    [Fact]
    public async Task ActAsync_Mathematics_PassesNothing() =>
        Assert.All(await worlds.PlayAsync(new DoNothingAgent(), worlds.Mathematics), episode => Assert.False(episode.Conversation.Passed));
}
