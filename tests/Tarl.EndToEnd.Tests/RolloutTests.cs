using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class RolloutTests(TinyRun run)
{
    [Fact]
    public async Task Rollout_SameSeed_WritesTheSameAndLeavesTheRunAsItIs()
    {
        using var copy = Folder.CopyOf(run.Path);
        using var output = new Folder();
        var before = copy.Contents();

        (await SampleAsync(copy.Path, output.In("a.jsonl"))).Succeeded();
        var again = (await SampleAsync(copy.Path, output.In("b.jsonl"), "--json")).Succeeded();

        Assert.Equal(File.ReadAllText(output.In("a.jsonl")), File.ReadAllText(output.In("b.jsonl")));
        Assert.Equal(before, copy.Contents());
        Assert.Equal("16 0", $"{JsonNode.Parse(again.Output)!["episodes"]} {JsonNode.Parse(again.Output)!["failures"]}");
        Assert.All(File.ReadLines(output.In("a.jsonl")).Select(line => JsonNode.Parse(line)!), AssertWhole);
    }

    [Fact]
    public async Task Train_FromRollouts_MakesTheSamePolicyEveryTimeAndWhenInterrupted()
    {
        using var output = new Folder();
        using var source = Folder.CopyOf(run.Path);
        (await SampleAsync(source.Path, output.In("a.jsonl.gz"))).Succeeded();

        (await LearnAsync(source.Path, output, "a.jsonl.gz", "first")).Succeeded();
        using var interrupted = TarlProcess.StartAndInterruptAt("  1/2", Learning(source.Path, output, "a.jsonl.gz", "second"));
        Assert.Equal(130, (await interrupted.EndAsync()).ExitCode);
        (await TarlProcess.RunAsync("train", "--resume", "--run", output.In("second"))).Succeeded();

        Assert.Equal(TinyRun.Figures(output.In("first")), TinyRun.Figures(output.In("second")));
        Assert.Equal(Weights(output.In("first"), 2), Weights(output.In("second"), 2));
        Assert.Equal(Weights(source.Path, 0), Weights(output.In("first"), 0));
        Assert.NotEqual(Weights(output.In("first"), 1), Weights(output.In("first"), 2));
    }

    [Fact]
    public async Task Train_FromRolloutsThatHaveChanged_IsNotResumed()
    {
        using var output = new Folder();
        using var source = Folder.CopyOf(run.Path);
        (await SampleAsync(source.Path, output.In("a.jsonl"))).Succeeded();
        (await LearnAsync(source.Path, output, "a.jsonl", "run")).Succeeded();

        File.AppendAllText(output.In("a.jsonl"), "\n");

        (await TarlProcess.RunAsync("train", "--resume", "--run", output.In("run"))).RefusedWith("has changed");
    }

    [Fact]
    public async Task Train_FromRolloutsOfAnotherTokenizer_IsRefused()
    {
        using var output = new Folder();
        using var source = Folder.CopyOf(run.Path);
        (await SampleAsync(source.Path, output.In("a.jsonl"))).Succeeded();
        File.AppendAllText(source.In("checkpoints/000000/tokenizer.json"), " ");

        (await LearnAsync(source.Path, output, "a.jsonl", "run")).RefusedWith("another tokenizer");
        Assert.False(Directory.Exists(output.In("run")));
    }

    [Fact]
    public async Task Train_FromRolloutsOfTheDemonstrator_IsRefused()
    {
        using var output = new Folder();
        using var source = Folder.CopyOf(run.Path);
        (await SampleAsync(source.Path, output.In("a.jsonl"), "--agent", "demonstrator")).Succeeded();

        (await LearnAsync(source.Path, output, "a.jsonl", "run")).RefusedWith("no tokens and logprobs");
    }

    [Theory]
    [InlineData("--rollouts needs --from", "--rollouts", "nowhere.jsonl")]
    [InlineData("--demonstrations has no effect with --from", "--from", "RUN", "--demonstrations", "3")]
    [InlineData("--set Model:Layers has no effect with --from", "--from", "RUN", "--set", "Model:Layers=3")]
    [InlineData("--set PolicyServer:ToolPrompt has no effect with --from", "--from", "RUN", "--set", "PolicyServer:ToolPrompt=Schemas")]
    [InlineData("There is no file of rollouts", "--from", "RUN", "--rollouts", "nowhere.jsonl")]
    [InlineData("holds no run", "--from", "nowhere")]
    public async Task Train_FromWhatThereIsNot_IsRefused(string problem, params string[] arguments)
    {
        using var output = new Folder();
        string[] given = [.. arguments.Select(argument => argument == "RUN" ? run.Path : argument)];

        (await TarlProcess.RunInAsync(output.Path, ["train", "--run", "new", .. given])).RefusedWith(problem);
    }

    [Fact]
    public async Task Train_FromTheBaseOfARun_StartsWhereItStarted()
    {
        using var output = new Folder();
        using var source = Folder.CopyOf(run.Path);

        (await TarlProcess.RunAsync(
            "train", "--from", source.Path, "--run", output.In("run"), "--updates", "3", "--groups", "4", "--group-size", "4", "--trials", "4", "--threads", "2",
            "--set", "PolicyServer:MaxTokensPerStep=256")).Succeeded();

        Assert.Equal(TinyRun.Figures(run.Path).Split('\n')[1..], TinyRun.Figures(output.In("run")).Split('\n')[1..]);
        Assert.Equal($"{TinyRun.Summary(run.Path)["evaluation"]!.ToJsonString()}", $"{TinyRun.Summary(output.In("run"))["evaluation"]!.ToJsonString()}");
    }

    private static Task<TarlResult> SampleAsync(string run, string file, params string[] more) =>
        TarlProcess.RunAsync(["rollout", "--run", run, "--version", "0", "--groups", "4", "--group-size", "4", "--out", file, .. more]);

    private static Task<TarlResult> LearnAsync(string from, Folder output, string file, string run) => TarlProcess.RunAsync(Learning(from, output, file, run));

    private static string[] Learning(string from, Folder output, string file, string run) =>
        ["train", "--from", from, "--rollouts", output.In(file), "--run", output.In(run), "--groups", "2", "--threads", "2"];

    private static byte[] Weights(string run, int version) => File.ReadAllBytes(Path.Combine(run, $"checkpoints/{version:D6}/model.safetensors"));

    private static void AssertWhole(JsonNode rollout)
    {
        var response = rollout["response_ids"]!.AsArray().Count;
        foreach (var name in (string[])["response_mask", "response_logprobs", "response_versions", "response_rewards"])
        {
            Assert.Equal(response, rollout[name]!.AsArray().Count);
        }

        Assert.Equal(1, (int)rollout["response_mask"]![0]!);
        Assert.NotEmpty(rollout["prompt_ids"]!.AsArray());
        Assert.Equal((double)rollout["reward_score"]!, rollout["response_rewards"]!.AsArray().Sum(reward => (double)reward!), 9);
        Assert.Equal((int)rollout["num_turns"]!, rollout["episode"]!["turns"]!.AsArray().Count);
    }
}
