using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tarl.Testing.Models;

namespace Tarl.EndToEnd.Tests;

/// <summary>Agent, user and judge behind OpenAI's protocol: the agent is a policy of this project, served by another process.</summary>
[Collection(nameof(TinyRun))]
public sealed partial class LanguageModelTests(TinyRun run)
{
    [Fact]
    public async Task Evaluate_ServedPolicyAsTheAgentModelsAsUserAndJudge_PlaysEveryEpisode()
    {
        using var copy = Folder.CopyOf(run.Path);
        await using var judge = await ModelServer.StartAsync(JudgeAsync);
        await using var user = await ModelServer.StartAsync(UserAsync);
        var (server, line) = await TarlProcess.StartAsync("serve", "--run", run.Path, "--listen", "http://127.0.0.1:0");
        using var serving = server;
        var address = Regex.Match(line, @" at (http://\S+/v1)\.").Groups[1].Value;
        Assert.NotEmpty(address);

        var result = (await TarlProcess.RunAsync(
            "evaluate", "--run", copy.Path, "--policy", "openai:tarl", "--endpoint", address, "--trials", "2", "--json",
            "--set", "ModelAgent:SystemMessage={domain}", "--set", "ModelAgent:MaxTokensPerTurn=128",
            "--set", "UserSimulator:Kind=ReAct", "--set", $"UserModel:Address={user.Address}", "--set", "UserModel:Model=m",
            "--set", "Judge:Kind=Model", "--set", $"JudgeModel:Address={judge.Address}", "--set", "JudgeModel:Model=m")).Succeeded();
        var shown = JsonNode.Parse((await TarlProcess.RunAsync("show", "--run", copy.Path, "--batch", "evaluation-openai:tarl-0-t1", "--json")).Succeeded().Output)!;

        var evaluation = JsonNode.Parse(result.Output)!;
        Assert.Equal(("openai:tarl", 5, 2, 0), ((string?)evaluation["agent"], (int)evaluation["tasks"]!, (int)evaluation["trials"]!, (int)evaluation["failures"]!));
        Assert.Equal([1, 2], evaluation["passK"]!.AsArray().Select(pass => (int)pass!["k"]!));
        Assert.Equal(10, judge.Exchanges.Count);
        Assert.InRange(user.Exchanges.Count, 10, int.MaxValue);
        Assert.True((long)evaluation["spent"]!["inputTokens"]! > 0);

        // What the agent's turns took is what the server counted.
        Assert.Equal((long)evaluation["spent"]!["outputTokens"]!, Math.Round((double)evaluation["responseTokens"]! * 10));
        Assert.Equal("openai:tarl", (string?)shown["agent"]);
        Assert.Equal("Hello, I need help with something that I bought.", (string?)shown["turns"]![0]!["text"]);
        Assert.DoesNotContain("a hidden plan", shown.ToJsonString());
        Assert.All(shown["scores"]!.AsArray(), score => Assert.Equal("as it should be", (string?)score!["reason"]));
        Assert.NotEmpty(shown["scores"]!.AsArray());
        Assert.Equal(0, (await server.InterruptAsync()).ExitCode);
    }

    [Fact]
    public async Task Evaluate_BudgetSpent_StopsAndSaysSo()
    {
        using var copy = Folder.CopyOf(run.Path);
        await using var model = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("I see."));

        (await TarlProcess.RunAsync(
            "evaluate", "--run", copy.Path, "--policy", "openai:m", "--endpoint", model.Address, "--set", "AgentModel:BudgetTokens=12000"))
            .StoppedWith("budget is spent");
    }

    [Fact]
    public async Task Evaluate_EndpointThatRefuses_SaysWhyInPlaceOfAResult()
    {
        using var copy = Folder.CopyOf(run.Path);
        await using var model = await ModelServer.StartAsync(exchange => exchange.RefuseAsync(401, "Incorrect API key provided."));

        (await TarlProcess.RunAsync("evaluate", "--run", copy.Path, "--policy", "openai:m", "--endpoint", model.Address))
            .StoppedWith("Incorrect API key provided");
    }

    [Theory]
    [InlineData("--policy takes openai:MODEL", "--policy", "gpt-4o")]
    [InlineData("belong together", "--policy", "openai:m")]
    [InlineData("belong together", "--endpoint", "http://localhost:1/v1")]
    [InlineData("leave out --agent", "--policy", "openai:m", "--endpoint", "http://localhost:1/v1", "--agent", "demonstrator")]
    [InlineData("nothing is trained here", "--set", "Reinforcement:LearningRate=1e-3")]
    [InlineData("AgentModel:Retries has no effect", "--set", "AgentModel:Retries=1")]
    [InlineData("--endpoint decides it", "--set", "AgentModel:Address=http://localhost:1/v1")]
    public async Task Evaluate_BadArguments_AreRefusedInOneSentence(string sentence, params string[] arguments)
    {
        using var copy = Folder.CopyOf(run.Path);
        (await TarlProcess.RunAsync(["evaluate", "--run", copy.Path, .. arguments])).RefusedWith(sentence);
    }

    /// <summary>A user that says twice that it wants help, and then ends the conversation.</summary>
    private static Task UserAsync(ModelExchange exchange)
    {
        var said = exchange.Messages.Count(message => message.Role == "assistant");
        var words = said switch { 0 => "Hello, I need help with something that I bought.", 1 => "Please have a look.", _ => "###STOP###" };
        return exchange.AnswerAsync($"Thought:\na hidden plan\n\nUser Response:\n{words}");
    }

    /// <summary>A judge that finds nothing wrong.</summary>
    private static Task JudgeAsync(ModelExchange exchange)
    {
        var turns = AgentTurn().Matches(exchange.Messages[^1].Text).Select(turn => new { turn = int.Parse(turn.Groups[1].Value), reason = "as it should be", score = 1 });
        return exchange.AnswerAsync(JsonSerializer.Serialize(new { scores = turns }));
    }

    [GeneratedRegex(@"^\[(\d+)\] agent", RegexOptions.Multiline)]
    private static partial Regex AgentTurn();
}
