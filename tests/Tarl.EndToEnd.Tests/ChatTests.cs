using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class ChatTests(TinyRun run)
{
    private const string First = "My email is mei.lee3418@example.com.";

    [Fact]
    public async Task Chat_LinesOfAScript_AreTheUsersTurns()
    {
        var result = (await TarlProcess.RunWithInputAsync($"\n{First}\n", "chat", "--run", run.Path, "--json")).Succeeded();

        var conversation = JsonNode.Parse(result.Output)!;
        var turns = conversation["turns"]!.AsArray();
        Assert.Equal((First, "User", "Agent"), ((string?)turns[0]!["text"], (string?)turns[0]!["role"], (string?)turns[1]!["role"]));
        Assert.Equal(3, (int)conversation["policyVersion"]!);
        Assert.Contains((string?)conversation["stopReason"], new[] { "UserStopped", "TokenLimit" });
        Assert.Contains("You are the user of", result.Errors);

        // The same seed, the same conversation.
        var again = (await TarlProcess.RunWithInputAsync(First, "chat", "--run", run.Path, "--json")).Succeeded();
        Assert.Equal(result.Output, again.Output);
    }

    [Fact]
    public async Task Chat_ForPeople_PrintsTheConversationAndTheVerdict()
    {
        var result = (await TarlProcess.RunWithInputAsync(First, "chat", "--run", run.Path)).Succeeded();

        var lines = result.Output.Split('\n');
        Assert.Equal($"user   {First}", lines[0]);
        Assert.StartsWith("agent  ", lines[1]);
        Assert.Contains(lines, line => line.StartsWith("No success; ended by ", StringComparison.Ordinal) || line.StartsWith("Success; ended by ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chat_NothingSaidWhereSomethingIsToBeWritten_IsNoSuccess()
    {
        string[] writes = ["cancel_", "modify_", "return_", "exchange_"];
        var task = File.ReadLines(Path.Combine(run.Path, "data", "heldout.jsonl")).Select(line => JsonNode.Parse(line)!)
            .First(task => task["groundTruth"]!.AsArray().Any(call => writes.Any(((string)call!["name"]!).StartsWith)));

        var result = (await TarlProcess.RunWithInputAsync("", "chat", "--run", run.Path, "--task", (string)task["id"]!, "--json")).Succeeded();

        var conversation = JsonNode.Parse(result.Output)!;
        Assert.Equal((false, "UserStopped"), ((bool)conversation["success"]!, (string?)conversation["stopReason"]));
        Assert.NotEmpty(conversation["differences"]!.AsArray());
        Assert.Empty(conversation["changes"]!.AsArray());
    }

    [Fact]
    public async Task Chat_Interrupted_EndsWithoutFuss()
    {
        using var process = TarlProcess.StartWaitingAndInterruptAt("The end of the input", "chat", "--run", run.Path);
        var result = await process.EndAsync();
        Assert.Equal((130, ""), (result.ExitCode, result.Output));
        Assert.DoesNotContain("   at ", result.Errors);
    }

    [Theory]
    [InlineData("did you mean retail-held-out-00001", "--task", "retail-heldout-1")]
    [InlineData("has no task of the kind 'fly'", "--kind", "fly")]
    [InlineData("leave out --kind", "--kind", "cancel", "--task", "retail-held-out-00001")]
    [InlineData("--temperature takes a number", "--temperature", "hot")]
    public async Task Chat_BadArguments_AreRefusedInOneSentence(string sentence, params string[] arguments) =>
        (await TarlProcess.RunWithInputAsync("", ["chat", "--run", run.Path, .. arguments])).RefusedWith(sentence);
}
