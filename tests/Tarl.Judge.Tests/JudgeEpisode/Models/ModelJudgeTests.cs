using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Judge.JudgeEpisode;
using Tarl.Testing;
using Tarl.Testing.Models;

namespace Tarl.Judge.Tests.JudgeEpisode.Models;

public sealed class ModelJudgeTests
{
    private static readonly EpisodeCompleted Episode = Instructed(new EpisodeBuilder().Demand("cancel_pending_order", """{"order_id":"#W1"}""")
        .User("Cancel #W1.").Agent("Which one?").User("#W1!").Call("cancel_pending_order", """{"order_id":"#W2"}""", "cancelled").Agent("Done.").End());

    private static EpisodeCompleted Instructed(EpisodeCompleted episode) =>
        episode with { Rollout = episode.Rollout with { Task = episode.Rollout.Task with { Instruction = "You want order #W1 cancelled." } } };

    private static string Judgement(params int[] scores) => new JsonObject
    {
        ["scores"] = new JsonArray([.. scores.Select((score, turn) => new JsonObject { ["turn"] = 1 + 2 * turn, ["reason"] = $"reason {turn}", ["score"] = score })]),
    }.ToJsonString();

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build())
        .AddMassTransitTestHarness(bus =>
        {
            bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(60));
            bus.AddJudge();
        })
        .BuildServiceProvider(validateScopes: true);

    private static (string Key, string Value)[] Asking(ModelServer server, params (string Key, string Value)[] further) =>
    [
        ("Judge:Kind", "Model"), ("JudgeModel:Address", server.Address), ("JudgeModel:Model", "tiny"), ("JudgeModel:Retries", "1"),
        ("JudgeModel:FirstPause", "00:00:00.005"), ("JudgeModel:Deadline", "00:00:30"), .. further,
    ];

    private static async Task<EpisodeJudged> JudgeAsync(ModelServer server, params (string Key, string Value)[] further)
    {
        await using var services = Services(Asking(server, further));
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
        await harness.Bus.Publish(Episode);
        await foreach (var published in harness.Published.SelectAsync<EpisodeJudged>())
        {
            return published.Context.Message;
        }

        throw new InvalidOperationException("Nothing was judged.");
    }

    private static string Refused(params (string Key, string Value)[] settings)
    {
        using var services = Services(settings);
        return Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IOptions<JudgeOptions>>().Value).Message;
    }

    [Fact]
    public async Task Consume_Judgement_IsPublishedAsTheModelGaveIt()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync(Judgement(1, -1, 0)));

        var judged = await JudgeAsync(server);

        Assert.Null(judged.Failure);
        Assert.Equal([(1, 1, "reason 0"), (3, -1, "reason 1"), (5, 0, "reason 2")], judged.Scores.Select(score => (score.TurnIndex, score.Score, score.Reason)));
    }

    [Fact]
    public async Task Consume_Prompt_HoldsWhatThePapersJudgeReads()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync(Judgement(1, -1, 0)));

        await JudgeAsync(server);

        var exchange = server.Exchanges.Single();
        Assert.Equal(["system", "user"], exchange.Messages.Select(message => message.Role));
        var prompt = exchange.Messages[1].Text;
        Assert.Contains("You want order #W1 cancelled.", prompt, StringComparison.Ordinal);
        Assert.Contains("""cancel_pending_order {"order_id":"#W1"}""", prompt, StringComparison.Ordinal);
        Assert.Contains("As a retail agent, you can help users cancel or modify pending orders", prompt, StringComparison.Ordinal);
        Assert.Contains("""[3] agent calls: cancel_pending_order {"order_id":"#W2"}""" + "\n[4] tool: cancelled\n[5] agent: Done.\nThe user has ended the conversation.", prompt, StringComparison.Ordinal);
        Assert.Contains("Score these turns of the agent, each once: 1, 3, 5.", prompt, StringComparison.Ordinal);
        Assert.Equal("json_schema", exchange.Body.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Consume_MalformedJudgement_IsRepaired()
    {
        await using var server = await ModelServer.StartAsync(
            exchange => exchange.AnswerAsync("He did well."), exchange => exchange.AnswerAsync(Judgement(-1, -1, 0)), exchange => exchange.AnswerAsync(Judgement(1, -1, 0)));

        var judged = await JudgeAsync(server);

        Assert.Equal([1, -1, 0], judged.Scores.Select(score => score.Score));
        Assert.Contains("turns 1, 3 have the score -1", server.Exchanges[2].Messages[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("malformed", "None of 3 answers", 3)]
    [InlineData("refused", "it is a refusal (I judge nobody.)", 3)]
    [InlineData("away", "The server answers 500", 2)]
    public async Task Consume_NoJudgement_IsTheJudgesFailureAndNotTriedAgainByTheBus(string fault, string reason, int requests)
    {
        await using var server = await ModelServer.StartAsync(exchange => fault switch
        {
            "malformed" => exchange.AnswerAsync("He did well."),
            "refused" => exchange.AnswerAsync("", refusal: "I judge nobody."),
            _ => exchange.RefuseAsync(500, "oops"),
        });

        var judged = await JudgeAsync(server);

        Assert.StartsWith("The judge failed: ", judged.Failure, StringComparison.Ordinal);
        Assert.Contains(reason, judged.Failure, StringComparison.Ordinal);
        Assert.Empty(judged.Scores);
        Assert.Equal(requests, server.Exchanges.Count);
    }

    [Fact]
    public async Task Consume_Samples_AreVotedOn()
    {
        await using var server = await ModelServer.StartAsync(
            exchange => exchange.AnswerAsync(Judgement(1, -1, 0)), exchange => exchange.AnswerAsync(Judgement(1, 0, 1)), exchange => exchange.AnswerAsync(Judgement(0, 0, 0)),
            exchange => exchange.AnswerAsync(Judgement(1, -1, 0)), exchange => exchange.AnswerAsync(Judgement(1, -1, 0)));

        var judged = await JudgeAsync(server, ("ModelJudge:Samples", "5"), ("ModelJudge:Temperature", "0.7"));

        Assert.Equal([1, -1, 0], judged.Scores.Select(score => score.Score));
        Assert.Equal(5, server.Exchanges.Select(exchange => exchange.Body.GetProperty("seed").GetInt64()).Distinct().Count());
    }

    [Fact]
    public async Task Consume_OneSampleOfThreeFails_TheOthersDecide()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.Number == 1 ? exchange.RefuseAsync(400, "no") : exchange.AnswerAsync(Judgement(1, -1, 0)));

        var judged = await JudgeAsync(server, ("ModelJudge:Samples", "3"), ("ModelJudge:Temperature", "0.7"));

        Assert.Equal([1, -1, 0], judged.Scores.Select(score => score.Score));
    }

    [Fact]
    public async Task Consume_OwnPromptAndGuidelines_AreUsed()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("judge.md"), "Judge!\n---\n{{instruction}}|{{guidelines}}|{{dialogue}}|{{turns}}");
        await File.WriteAllTextAsync(folder.File("retail.md"), "Be quick.");
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync(Judgement(1, -1, 0)));

        await JudgeAsync(server, ("ModelJudge:PromptFile", folder.File("judge.md")), ("ModelJudge:Guidelines:retail", folder.File("retail.md")));

        Assert.Equal("Judge!", server.Exchanges.Single().Messages[0].Text);
        Assert.StartsWith("You want order #W1 cancelled.|Be quick.|[0] user: Cancel #W1.", server.Exchanges.Single().Messages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithoutEffectOrMissing_AreRefused()
    {
        (string, string)[] model = [("Judge:Kind", "Model"), ("JudgeModel:Address", "http://localhost:1/v1"), ("JudgeModel:Model", "tiny")];
        Assert.Equal("JudgeModel:Model has no effect with Judge:Kind Rules.", Refused(("JudgeModel:Model", "tiny")));
        Assert.Equal("ModelJudge:Repairs has no effect with Judge:Kind Rules.", Refused(("ModelJudge:Repairs", "1")));
        Assert.Equal("Judge:UnspokenArguments has no effect with Judge:Kind Model.", Refused([.. model, ("Judge:UnspokenArguments:0", "x")]));
        Assert.Equal("JudgeModel:Address is needed with Judge:Kind Model.", Refused(("Judge:Kind", "Model"), ("JudgeModel:Model", "tiny")));
        Assert.Contains("ModelJudge:Samples has no effect", Refused([.. model, ("ModelJudge:Samples", "3")]), StringComparison.Ordinal);
        Assert.Contains("JudgeModel:StallTimeout has no effect: JudgeModel:Stream is off.", Refused([.. model, ("JudgeModel:StallTimeout", "00:00:10")]), StringComparison.Ordinal);
        Assert.Contains("nowhere.md", Refused([.. model, ("ModelJudge:PromptFile", "nowhere.md")]), StringComparison.Ordinal);
        Assert.Contains("Address is no URL", Refused(("Judge:Kind", "Model"), ("JudgeModel:Address", "localhost"), ("JudgeModel:Model", "tiny")), StringComparison.Ordinal);
    }
}
