using Tarl.Contracts.Episodes;

namespace Tarl.RolloutWorker.Tests.RunEpisode;

public sealed class EpisodeRunnerTests
{
    private static FakeWorld ShortEpisode() => new FakeWorld()
        .UserSays("Cancel #W1.").AgentCalls("cancel").AgentSays("Done.").UserSays("Bye.", stop: true);

    [Fact]
    public async Task RunAsync_UserStops_EndsWithTurnsChangesAndLedger()
    {
        var episode = await ShortEpisode().RunAsync();

        Assert.Equal(StopReason.UserStopped, episode.StopReason);
        Assert.Null(episode.Failure);
        Assert.Equal(new Guid("00000000-0000-0000-0000-000000000009"), episode.EpisodeId);
        Assert.Equal(
            [(TurnRole.User, "Cancel #W1."), (TurnRole.Agent, "<cancel>"), (TurnRole.Tool, "cancel: done"), (TurnRole.Agent, "Done."), (TurnRole.User, "Bye.")],
            episode.Turns.Select(turn => (turn.Role, turn.Text)));
        Assert.Equal([FakeWorld.Change], episode.Changes);
        Assert.Equal(FakeWorld.Tokens, episode.Ledger);
    }

    [Fact]
    public async Task RunAsync_UserStopsAtOnce_AgentNeverActs()
    {
        var world = new FakeWorld().UserSays("Never mind.", stop: true);
        Assert.Equal(StopReason.UserStopped, (await world.RunAsync()).StopReason);
        Assert.Empty(world.Observed);
    }

    [Fact]
    public async Task RunAsync_ToolEndsEpisode_IsTransferredAndKeepsTheObservation()
    {
        var episode = await new FakeWorld().UserSays("Help!").AgentCalls("transfer").RunAsync();
        Assert.Equal(StopReason.AgentTransferred, episode.StopReason);
        Assert.Equal("transfer: done", episode.Turns[^1].Text);
        Assert.Null(episode.Failure);
    }

    [Fact]
    public async Task RunAsync_AgentUsesUpItsSteps_CallsAndRepliesCountAlike()
    {
        var world = new FakeWorld().UserSays("Hi").AgentCalls("look").AgentSays("Yes?").UserSays("So?").AgentCalls("look");
        var episode = await world.RunAsync(FakeWorld.Rollout(maxSteps: 3));
        Assert.Equal(StopReason.StepLimit, episode.StopReason);
        Assert.Equal(3, world.Observed.Count);
        Assert.Equal("look: done", episode.Turns[^1].Text);
    }

    [Fact]
    public async Task RunAsync_AgentIsCutOff_EndsAtTheTokenLimitWithoutCallingTheUser()
    {
        var world = new FakeWorld().UserSays("Hi").AgentIsCutOff("I could go on and");
        var episode = await world.RunAsync();
        Assert.Equal(StopReason.TokenLimit, episode.StopReason);
        Assert.Equal("I could go on and", episode.Turns[^1].Text);
        Assert.Single(world.Asked);
    }

    [Fact]
    public async Task RunAsync_MalformedCall_IsAnsweredByAnErrorAndCostsAStep()
    {
        var world = new FakeWorld().UserSays("Hi").AgentGarbles("<tool_call>{").AgentGarbles("<tool_call>");
        var episode = await world.RunAsync(FakeWorld.Rollout(maxSteps: 2));

        Assert.Equal(StopReason.StepLimit, episode.StopReason);
        Assert.Equal([TurnRole.User, TurnRole.Agent, TurnRole.Tool, TurnRole.Agent, TurnRole.Tool], episode.Turns.Select(turn => turn.Role));
        Assert.Equal(("Error: malformed tool call", true), (episode.Turns[2].Text, episode.Turns[2].IsError));
        Assert.Empty(world.Called);
        Assert.Single(world.Asked);
    }

    [Fact]
    public async Task RunAsync_FailedToolCall_IsAnObservationNotAFailure()
    {
        var episode = await new FakeWorld().UserSays("Hi").AgentCalls("fail").AgentSays("Sorry.").UserSays("Bye", stop: true).RunAsync();
        Assert.Equal(StopReason.UserStopped, episode.StopReason);
        Assert.True(episode.Turns[2].IsError);
    }

    [Fact]
    public async Task RunAsync_Dialogue_HoldsNeitherCallsNorTools()
    {
        var world = new FakeWorld()
            .UserSays("Hi").AgentCalls("look").AgentGarbles("<tool_call>").AgentSays("Which?").UserSays("That.").AgentCalls("fail").AgentSays("No.").UserSays("", stop: true);
        await world.RunAsync();

        Assert.Empty(world.Asked[0].Dialogue);
        Assert.Equal([(TurnRole.User, "Hi"), (TurnRole.Agent, "Which?")], world.Asked[1].Dialogue.Select(said => (said.Role, said.Text)));
        Assert.Equal(["Hi", "Which?", "That.", "No."], world.Asked[2].Dialogue.Select(said => said.Text));
        Assert.All(world.Asked, asked => Assert.Equal(4UL, asked.Seed));
    }

    [Fact]
    public async Task RunAsync_AgentThinks_UserHearsItsWordsAlone()
    {
        var world = new FakeWorld().UserSays("Hi").AgentSays("Which?", thought: "I must not say this.").UserSays("Bye", stop: true);
        var episode = await world.RunAsync();

        Assert.Equal("I must not say this.", episode.Turns[1].Thought);
        Assert.Equal(["Hi", "Which?"], world.Asked[1].Dialogue.Select(said => said.Text));
    }

    [Fact]
    public async Task RunAsync_Observations_AreTheTurnsSinceTheLastAction()
    {
        var world = new FakeWorld()
            .UserSays("Hi").AgentCalls("look").AgentGarbles("<tool_call>").AgentSays("Which?").UserSays("That.").AgentSays("Bye.").UserSays("Bye.", stop: true);
        await world.RunAsync();

        Assert.Equal(
            ["User:Hi", "Tool:look: done", "Tool:Error: malformed tool call", "User:That."],
            world.Observed.Select(turns => string.Join("|", turns.Select(turn => $"{turn.Role}:{turn.Text}"))));
    }

    [Theory]
    [InlineData("open retail shop", Boundary.Sandbox, 0)]
    [InlineData("start", Boundary.Policy, 0)]
    [InlineData("reply", Boundary.User, 0)]
    [InlineData("act", Boundary.Policy, 1)]
    [InlineData("call", Boundary.Sandbox, 2)]
    [InlineData("changes", Boundary.Sandbox, 5)]
    [InlineData("complete", Boundary.Policy, 5)]
    public async Task RunAsync_CallFails_EpisodeFailsThereAndKeepsItsTurns(string call, Boundary boundary, int turns)
    {
        var world = ShortEpisode();
        world.Before = (name, _) => name == call ? throw new IOException("connection refused") : Task.CompletedTask;

        var episode = await world.RunAsync();

        Assert.Equal(StopReason.Failed, episode.StopReason);
        Assert.Equal(new EpisodeFailure { Boundary = boundary, Message = "connection refused" }, episode.Failure);
        Assert.Equal(turns, episode.Turns.Count);
        Assert.Null(episode.Ledger);
    }

    [Theory]
    [InlineData("open retail shop", Boundary.Sandbox)]
    [InlineData("start", Boundary.Policy)]
    [InlineData("reply", Boundary.User)]
    [InlineData("act", Boundary.Policy)]
    [InlineData("call", Boundary.Sandbox)]
    [InlineData("changes", Boundary.Sandbox)]
    [InlineData("complete", Boundary.Policy)]
    public async Task RunAsync_CallNeverAnswers_FailsAfterTheCallTimeout(string call, Boundary boundary)
    {
        var world = ShortEpisode();
        world.Options.CallTimeout = TimeSpan.FromMilliseconds(30);
        world.Before = (name, token) => name == call ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;

        var episode = await world.RunAsync();

        Assert.Equal(StopReason.Failed, episode.StopReason);
        Assert.Equal(new EpisodeFailure { Boundary = boundary, Message = "No answer within 00:00:00.0300000." }, episode.Failure);
    }

    [Fact]
    public async Task RunAsync_EpisodeTakesTooLong_FailsWithTheReason()
    {
        var world = ShortEpisode();
        world.Options.EpisodeTimeout = TimeSpan.FromMilliseconds(30);
        world.Before = (name, token) => name == "act" ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;

        var episode = await world.RunAsync();

        Assert.Equal(StopReason.Failed, episode.StopReason);
        Assert.Equal(new EpisodeFailure { Boundary = Boundary.Policy, Message = "The episode did not end within 00:00:00.0300000." }, episode.Failure);
    }

    [Fact]
    public async Task RunAsync_CalleeCancelsOfItsOwnAccord_FailsInsteadOfThrowing()
    {
        var world = ShortEpisode();
        world.Before = (name, _) => name == "call" ? throw new OperationCanceledException("the server shut down") : Task.CompletedTask;
        Assert.Equal(new EpisodeFailure { Boundary = Boundary.Sandbox, Message = "the server shut down" }, (await world.RunAsync()).Failure);
    }

    [Theory]
    [InlineData("open retail shop")]
    [InlineData("start")]
    [InlineData("reply")]
    [InlineData("act")]
    [InlineData("call")]
    [InlineData("changes")]
    [InlineData("complete")]
    public async Task RunAsync_Cancelled_ThrowsAndPublishesNothing(string call)
    {
        using var stop = new CancellationTokenSource();
        var world = ShortEpisode();
        world.Before = async (name, token) =>
        {
            if (name == call)
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(cancellationToken: stop.Token));
        Assert.Equal(call is "open retail shop" ? [] : call is "start" ? ["sandbox"] : ["agent", "sandbox"], world.Disposed);
    }

    [Fact]
    public async Task RunAsync_UnknownAgent_FailsTheWorkerAndNamesThoseThereAre()
    {
        var episode = await new FakeWorld().RunAsync(FakeWorld.Rollout(agent: "oracle"));
        Assert.Equal(StopReason.Failed, episode.StopReason);
        Assert.Equal(new EpisodeFailure { Boundary = Boundary.Worker, Message = "No agent is called 'oracle'; there are policy." }, episode.Failure);
        Assert.Empty(episode.Turns);
    }

    [Theory]
    [InlineData("dispose sandbox")]
    [InlineData("dispose agent")]
    public async Task RunAsync_CleaningUpFails_EpisodeFailsInsteadOfThrowing(string call)
    {
        var world = ShortEpisode();
        world.Before = (name, _) => name == call ? throw new IOException("already gone") : Task.CompletedTask;

        var episode = await world.RunAsync();

        Assert.Equal(StopReason.Failed, episode.StopReason);
        Assert.Equal(new EpisodeFailure { Boundary = Boundary.Worker, Message = "already gone" }, episode.Failure);
        Assert.Null(episode.Ledger);
    }

    [Fact]
    public async Task RunAsync_Fails_StillClosesAgentAndSandbox()
    {
        var world = ShortEpisode();
        world.Before = (name, _) => name == "call" ? throw new IOException("gone") : Task.CompletedTask;
        await world.RunAsync();
        Assert.Equal(["agent", "sandbox"], world.Disposed);
    }
}
