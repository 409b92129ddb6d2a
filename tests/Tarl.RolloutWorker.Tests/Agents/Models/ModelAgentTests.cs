using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.LanguageModels;
using Tarl.RolloutWorker.Agents.Models;
using Tarl.RolloutWorker.RunEpisode;
using Tarl.RolloutWorker.Tests.RunEpisode;
using Tarl.Testing.Models;

namespace Tarl.RolloutWorker.Tests.Agents.Models;

public sealed class ModelAgentTests(PlayedWorlds worlds) : IClassFixture<PlayedWorlds>
{
    private const string Secret = "a-key-that-nobody-may-see";

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public async Task Play_ModelThatDoesRight_PassesTheTasksAndIsToldWhatAnAgentIsTold(string domain)
    {
        var tasks = worlds.Of(domain).DistinctBy(task => task.Kind).Concat(worlds.Mathematics.Take(2)).ToList();
        await using var server = await ModelServer.StartAsync(new DemonstratingModel(tasks).BehaveAsync);
        using var model = Model(server);

        var played = await worlds.PlayAsync(Agent(model, server), tasks);

        Assert.All(played, episode => Assert.True(episode.Conversation.Passed && episode.Conversation.UserStopped, episode.Task.Id));
        Assert.Equal(played.Sum(episode => episode.Conversation.Steps), server.Exchanges.Count);
        Assert.Equal(20 * server.Exchanges.Count, model.Spent.OutputTokens);
        Assert.All(played, episode => Assert.All(episode.Conversation.Turns.Where(turn => turn.Role == TurnRole.Agent), turn => Assert.Equal(20, turn.SampledTokens)));
        var first = server.Exchanges[0].Body;
        Assert.Equal(("system", "user"), (server.Exchanges[0].Messages[0].Role, server.Exchanges[0].Messages[1].Role));
        Assert.True(server.Exchanges[0].Messages[0].Text.Length > 1000, "The guidelines are missing.");
        Assert.True(first.GetProperty("tools").GetArrayLength() > 10);
        Assert.Equal(1, first.GetProperty("temperature").GetDouble());

        // No request's answer is decided by the seed of another.
        Assert.Equal(server.Exchanges.Count, server.Exchanges.Select(exchange => exchange.Body.GetProperty("seed").GetInt64()).Distinct().Count());
    }

    [Fact]
    public async Task Act_SeveralCallsAtOnce_AreTurnsAndTheModelIsAskedOnce()
    {
        await using var server = await ModelServer.StartAsync(
            exchange => exchange.AnswerAsync("", end: "tool_calls", toolCalls: new JsonArray(
                DemonstratingModel.Call("a", "first", """{"id": 1}"""), DemonstratingModel.Call("b", "second", ""))),
            exchange => exchange.AnswerAsync("Done."));

        var episode = await PlayAsync(server, new FakeWorld().UserSays("Please.").UserSays("Bye.", stop: true));

        Assert.Equal(["first", null, "second", null, null], episode.Turns.Skip(1).SkipLast(1).Select(turn => turn.Call?.Name));
        Assert.Equal(2, server.Exchanges.Count);
        var messages = server.Exchanges[1].Body.GetProperty("messages").EnumerateArray().TakeLast(3).ToList();
        Assert.Equal(["a", "b"], messages[0].GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()));
        Assert.Equal([("a", "first: done"), ("b", "second: done")], messages.Skip(1).Select(message => (message.GetProperty("tool_call_id").GetString(), message.GetProperty("content").GetString())));
    }

    [Theory]
    [InlineData("{\"id\": ")]
    [InlineData("[1]")]
    [InlineData("{\"id\": 1, \"id\": 2}")]
    [InlineData("{\"id\": \"\\ud800\"}")]
    public async Task Act_ArgumentsThatCannotBeRead_AreTheModelsErrorAndItIsTold(string arguments)
    {
        await using var server = await ModelServer.StartAsync(
            exchange => exchange.AnswerAsync("", end: "tool_calls", toolCalls: new JsonArray(DemonstratingModel.Call("a", "first", arguments))),
            exchange => exchange.AnswerAsync("Sorry."));

        var episode = await PlayAsync(server, new FakeWorld().UserSays("Please.").UserSays("Bye.", stop: true));

        Assert.Equal((true, null), (episode.Turns[1].IsError, episode.Turns[1].Call));
        Assert.Contains(arguments, episode.Turns[1].Text);
        var messages = server.Exchanges[1].Body.GetProperty("messages").EnumerateArray().TakeLast(2).ToList();
        Assert.Equal("{}", messages[0].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal(("a", "Error: malformed tool call"), (messages[1].GetProperty("tool_call_id").GetString(), messages[1].GetProperty("content").GetString()));
    }

    [Fact]
    public async Task Act_CallThatTheServerCouldNotRead_IsTheModelsError()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("<tool_call>\n{\"name\""), exchange => exchange.AnswerAsync("Sorry."));

        var episode = await PlayAsync(server, new FakeWorld().UserSays("Please.").UserSays("Bye.", stop: true));

        Assert.True(episode.Turns[1].IsError);
        Assert.Equal(("user", "Error: malformed tool call"), server.Exchanges[1].Messages[^1]);
    }

    [Fact]
    public async Task Act_ThinkingBeforeTheAnswer_IsNoPartOfTheTurn()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("<think>He wants X.</think>\nWhich order?"));
        var episode = await PlayAsync(server, new FakeWorld().UserSays("Please.").UserSays("Bye.", stop: true));
        Assert.Equal("Which order?", episode.Turns[1].Text);
    }

    [Fact]
    public async Task Act_CutOff_EndsAtTheTokenLimit()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("I would", end: "length"));
        var episode = await PlayAsync(server, new FakeWorld().UserSays("Please."));
        Assert.Equal((StopReason.TokenLimit, null), (episode.StopReason, episode.Failure));
    }

    [Theory]
    [InlineData("This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.")]
    [InlineData("the request exceeds the available context size, try increasing it")]
    public async Task Act_ConversationThatHasOutgrownTheModel_EndsAtTheTokenLimit(string refusal)
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.RefuseAsync(400, refusal));
        var episode = await PlayAsync(server, new FakeWorld().UserSays("Please."));
        Assert.Equal((StopReason.TokenLimit, null), (episode.StopReason, episode.Failure));
    }

    public static TheoryData<string, ModelBehavior> Failures => new()
    {
        { "401", exchange => exchange.RefuseAsync(401, $"Incorrect API key provided: {Secret}") },
        { "500", exchange => exchange.RefuseAsync(500, "out of memory") },
        { "429", exchange => exchange.RefuseAsync(429, "slow down") },
        { "held its answer back", exchange => exchange.AnswerAsync("", end: "content_filter") },
        { "cannot be read", exchange => exchange.WriteAsync(200, "{") },
        { "failed", exchange => { exchange.Abort(); return Task.CompletedTask; } },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Act_EndpointThatFails_IsThePolicysBoundaryAndNoResult(string said, ModelBehavior behavior)
    {
        await using var server = await ModelServer.StartAsync(behavior);

        var episode = await PlayAsync(server, new FakeWorld().UserSays("Please."));

        Assert.Equal((StopReason.Failed, Boundary.Policy), (episode.StopReason, episode.Failure!.Boundary));
        Assert.Contains(said, episode.Failure.Message);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(episode));
    }

    [Fact]
    public async Task Act_EndpointThatHangs_IsThePolicysBoundary()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.HangAsync());
        var world = new FakeWorld().UserSays("Please.");
        using var model = new LanguageModel(
            new AgentModelOptions { Address = server.Address, Model = "m", Deadline = TimeSpan.FromSeconds(0.5) }, AgentModelOptions.Section, TimeProvider.System, NullLogger<LanguageModel>.Instance);

        var episode = await new EpisodeRunner([Agent(model, server)], world, world, Options.Create(world.Options)).RunAsync(FakeWorld.Rollout("openai:m"), default);

        Assert.Equal((StopReason.Failed, Boundary.Policy), (episode.StopReason, episode.Failure!.Boundary));
        Assert.Contains("deadline", episode.Failure.Message);
    }

    private static async Task<EpisodeCompleted> PlayAsync(ModelServer server, FakeWorld world)
    {
        Environment.SetEnvironmentVariable("TARL_TEST_AGENT_KEY", Secret);
        using var model = Model(server);
        var agent = Agent(model, server);
        return await new EpisodeRunner([agent], world, world, Options.Create(world.Options)).RunAsync(FakeWorld.Rollout(agent.Name), default);
    }

    private static ModelAgent Agent(LanguageModel model, ModelServer server) => new(new Lazy<ILanguageModel>(model), Endpoint(server), new ModelAgentOptions());

    private static LanguageModel Model(ModelServer server) => new(Endpoint(server), AgentModelOptions.Section, TimeProvider.System, NullLogger<LanguageModel>.Instance);

    private static AgentModelOptions Endpoint(ModelServer server) => new()
    {
        Address = server.Address,
        Model = "m",
        Retries = 0,
        ApiKeyVariable = Environment.GetEnvironmentVariable("TARL_TEST_AGENT_KEY") is null ? null : "TARL_TEST_AGENT_KEY",
    };
}
