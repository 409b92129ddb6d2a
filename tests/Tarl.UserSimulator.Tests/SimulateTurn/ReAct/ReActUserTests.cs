using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Testing;
using Tarl.Testing.Models;
using Tarl.UserSimulator.SimulateTurn;

namespace Tarl.UserSimulator.Tests.SimulateTurn.ReAct;

public sealed class ReActUserTests
{
    private const string Thought = "I must not say that I am only testing.";

    private static ModelBehavior Says(string text) => exchange => exchange.AnswerAsync($"Thought:\n{Thought}\n\nUser Response:\n{text}");

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build())
        .AddMassTransitTestHarness(bus =>
        {
            bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(60));
            bus.AddUserSimulator();
        })
        .BuildServiceProvider(validateScopes: true);

    private static (string, string)[] Asking(ModelServer server, params (string, string)[] further) =>
    [
        ("UserSimulator:Kind", "ReAct"), ("UserModel:Address", server.Address), ("UserModel:Model", "tiny"), ("UserModel:Retries", "1"), ("UserModel:FirstPause", "00:00:00.005"), .. further,
    ];

    private static async Task<UserTurnSimulated> ReplyAsync(ModelServer server, SimulateUserTurn request, params (string, string)[] further)
    {
        await using var services = Services(Asking(server, further));
        var harness = await services.StartTestHarness();
        return (await harness.GetRequestClient<SimulateUserTurn>().GetResponse<UserTurnSimulated>(request, timeout: RequestTimeout.After(m: 2))).Message;
    }

    private static string Refused(params (string Key, string Value)[] settings)
    {
        using var services = Services(settings);
        return Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IOptions<UserSimulatorOptions>>().Value).Message;
    }

    [Fact]
    public async Task Consume_Reply_IsTheUtteranceAndNeverTheThought()
    {
        await using var server = await ModelServer.StartAsync(Says("I want to cancel an order."));

        var reply = await ReplyAsync(server, Talks.Request());

        Assert.Equal(new UserTurnSimulated { Text = "I want to cancel an order.", Stop = false }, reply);
    }

    [Fact]
    public async Task Consume_Stop_EndsTheConversation()
    {
        await using var server = await ModelServer.StartAsync(Says("###STOP###"));

        Assert.Equal(new UserTurnSimulated { Text = "", Stop = true }, await ReplyAsync(server, Talks.Request("Cancel it.", "Done.")));
    }

    [Fact]
    public async Task Consume_Conversation_IsTheUsersOwn()
    {
        await using var server = await ModelServer.StartAsync(Says("Order #W7678072."));

        await ReplyAsync(server, Talks.Request("Cancel my order.", "Which one?"), ("ReActUser:Personas:0", "You are in a hurry."));

        var messages = server.Exchanges.Single().Messages;
        Assert.Equal(["system", "user", "assistant", "user"], messages.Select(message => message.Role));
        Assert.Contains("You want to cancel order #W7678072", messages[0].Text, StringComparison.Ordinal);
        Assert.Contains("You are in a hurry.", messages[0].Text, StringComparison.Ordinal);
        Assert.Equal(["Hi! How can I help you today?", "User Response:\nCancel my order.", "Which one?"], messages.Skip(1).Select(message => message.Text));
    }

    [Fact]
    public async Task Consume_SameRequest_AsksWithTheSameSeedAndPersonaOfTheEpisode()
    {
        await using var server = await ModelServer.StartAsync(Says("Hello."));
        (string, string)[] personas = [.. Enumerable.Range(0, 20).Select(number => ($"ReActUser:Personas:{number}", $"Persona {number}."))];

        await ReplyAsync(server, Talks.Request(), personas);
        await ReplyAsync(server, Talks.Request(), personas);
        await ReplyAsync(server, Talks.Request("Hello.", "Hi."), personas);
        await ReplyAsync(server, Talks.Request() with { Seed = 4 }, personas);

        var exchanges = server.Exchanges;
        var seeds = exchanges.Select(exchange => exchange.Body.GetProperty("seed").GetInt64()).ToArray();
        Assert.Equal(seeds[0], seeds[1]);
        Assert.Equal(3, seeds.Distinct().Count());
        Assert.Equal(exchanges[0].Messages[0], exchanges[2].Messages[0]);
        Assert.NotEqual(exchanges[0].Messages[0], exchanges[3].Messages[0]);
    }

    [Fact]
    public async Task Consume_FaultOfTheSimulator_IsTriedAgainWithTheReason()
    {
        await using var server = await ModelServer.StartAsync(Says("How can I help you today?"), Says("My order is #W0000001."), Says("My order is #W7678072."));

        Assert.Equal("My order is #W7678072.", (await ReplyAsync(server, Talks.Request())).Text);
        Assert.Contains("you are the user", server.Exchanges[1].Messages[^1].Text, StringComparison.Ordinal);
        Assert.Contains("#W0000001", server.Exchanges[2].Messages[^2].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fault", "you are the user", 3)]
    [InlineData("away", "The server answers 500", 2)]
    public async Task Consume_NoReplyThatAUserCouldGive_IsTheUsersFailureAndNotTriedAgainByTheBus(string fault, string reason, int requests)
    {
        await using var server = await ModelServer.StartAsync(fault == "away" ? exchange => exchange.RefuseAsync(500, "oops") : Says("How can I help you today?"));

        var reply = await ReplyAsync(server, Talks.Request());

        Assert.Contains(reason, reply.Failure, StringComparison.Ordinal);
        Assert.Equal(requests, server.Exchanges.Count);
    }

    [Fact]
    public async Task Consume_UserThatNeverStops_HasFailed()
    {
        await using var server = await ModelServer.StartAsync(Says("And another thing."));

        var reply = await ReplyAsync(server, Talks.Request("a", "b", "c", "d"), ("ReActUser:MaxTurns", "2"));

        Assert.Contains("ReActUser:MaxTurns", reply.Failure, StringComparison.Ordinal);
        Assert.Empty(server.Exchanges);
    }

    [Fact]
    public async Task ReplyAsync_QuestionAskedAgainMeanwhile_IsAskedOfTheModelOnce()
    {
        var answer = new TaskCompletionSource();
        await using var server = await ModelServer.StartAsync(async exchange => { await answer.Task; await Says("Hello.")(exchange); });
        await using var services = Services(Asking(server));
        var user = services.GetRequiredService<ISimulatedUser>();

        var replies = new[] { user.ReplyAsync(Talks.Request(), CancellationToken.None), user.ReplyAsync(Talks.Request(), CancellationToken.None) };
        answer.SetResult();

        Assert.All(await Task.WhenAll(replies), reply => Assert.Equal("Hello.", reply.Text));
        Assert.Single(server.Exchanges);
    }

    [Fact]
    public async Task Consume_OwnPrompt_IsUsed()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("user.md"), "Play: {{instruction}}");
        await using var server = await ModelServer.StartAsync(Says("Hello."));

        await ReplyAsync(server, Talks.Request(), ("ReActUser:PromptFile", folder.File("user.md")));

        Assert.StartsWith("Play: You are Noah.", server.Exchanges.Single().Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithoutEffectOrMissing_AreRefused()
    {
        (string, string)[] react = [("UserSimulator:Kind", "ReAct"), ("UserModel:Address", "http://localhost:1/v1"), ("UserModel:Model", "tiny")];
        Assert.Equal("ReActUser:Repairs has no effect with UserSimulator:Kind Scripted.", Refused(("ReActUser:Repairs", "1")));
        Assert.Equal("UserModel:Model has no effect with UserSimulator:Kind Scripted.", Refused(("UserModel:Model", "tiny")));
        Assert.Equal("ScriptedUser:MaxTurns has no effect with UserSimulator:Kind ReAct.", Refused([.. react, ("ScriptedUser:MaxTurns", "3")]));
        Assert.Equal("UserModel:Address is needed with UserSimulator:Kind ReAct.", Refused(("UserSimulator:Kind", "ReAct"), ("UserModel:Model", "tiny")));
        Assert.Contains("nowhere.md", Refused([.. react, ("ReActUser:PromptFile", "nowhere.md")]), StringComparison.Ordinal);
    }
}
