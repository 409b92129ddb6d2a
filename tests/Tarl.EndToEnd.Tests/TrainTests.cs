using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class TrainTests(TinyRun run)
{
    [Fact]
    public void Train_Finished_LeavesEveryFileOfARun()
    {
        foreach (var file in (string[])
                 ["run.json", "data/retail.db", "data/train.jsonl", "data/heldout.jsonl", "episodes.db", "metrics.jsonl", "summary.json", "checkpoints/000000/model.safetensors",
                 "checkpoints/000003/model.safetensors", "checkpoints/000003/optimizer.safetensors", "checkpoints/000003/value_head.safetensors", "checkpoints/000003/config.json", "checkpoints/000003/tokenizer.json"])
        {
            Assert.True(new FileInfo(Path.Combine(run.Path, file)).Length > 0, file);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(run.Path, "*.unfinished", SearchOption.AllDirectories));
    }

    [Fact]
    public void Train_Finished_SummaryHasWhatOtherProgramsRead()
    {
        var summary = TinyRun.Summary(run.Path);

        Assert.Equal("1 grpo tarl 3", $"{summary["seed"]} {summary["algorithm"]} {summary["reward"]} {summary["updates"]}");

        // 40 demonstrations, 3 updates of 4 groups of 4, four agents on 5 tasks four times each.
        Assert.Equal(40 + (3 * 16) + (4 * 20), (int)summary["episodes"]!);
        Assert.True((long)summary["tokens"]! > 0 && (double)summary["elapsedSeconds"]! > 0 && (long)summary["peakMemoryBytes"]! > 0);
        Assert.Equal(
            ["bus", "judge", "other", "rollout", "sandbox", "training", "user", "verifier"],
            summary["cpuSecondsBy"]!.AsObject().Select(account => account.Key).Order());
        Assert.All((string[])["doNothing", "demonstrator", "base", "trained"], name => AssertEvaluation(summary["evaluation"]![name]!));
    }

    [Fact]
    public void Train_Finished_MostOfTheTimeIsLearningAndSampling()
    {
        var cpu = TinyRun.Summary(run.Path)["cpuSecondsBy"]!.AsObject().ToDictionary(account => account.Key, account => (double)account.Value!);

        Assert.All(cpu, account => Assert.True(account.Value > 0, account.Key));
        Assert.True(cpu["training"] > cpu["sandbox"] + cpu["user"] + cpu["verifier"] + cpu["judge"]);
    }

    [Fact]
    public void Train_Finished_MetricsHaveALineAnUpdate()
    {
        var updates = File.ReadAllLines(Path.Combine(run.Path, "metrics.jsonl")).Select(line => JsonNode.Parse(line)!).ToArray();

        Assert.Equal([1, 2, 3], updates.Select(update => (int)update["update"]!));
        foreach (var name in (string[])["passRate", "reward", "kl", "clipFraction", "entropy", "tokensPerSecond", "staleness"])
        {
            Assert.All(updates, update => Assert.True(double.IsFinite((double)update[name]!), name));
        }
    }

    [Fact]
    public void Train_Redirected_WritesPlainTextThatDoesNotWrap()
    {
        Assert.DoesNotContain('\u001b', run.Result.Output + run.Result.Errors);
        Assert.DoesNotContain('\r', run.Result.Output + run.Result.Errors);
        Assert.Matches(@"(?m)^ *does nothing +(\d+\.\d% \[\d+\.\d, \d+\.\d\] *){4}$", run.Result.Output);
        Assert.Matches(@"(?m)^ *demonstrator +(\d+\.\d% \[\d+\.\d, \d+\.\d\] *){4}$", run.Result.Output);
        Assert.Contains("its figures mean little", run.Result.Errors);
        Assert.Matches(@"(?m)^ *3/3 ", run.Result.Errors);
    }

    [Fact]
    public async Task Train_SameSeedAndThreads_RepeatsToTheLastDigit()
    {
        using var folder = new Folder();
        (await TarlProcess.RunAsync(TinyRun.Arguments(folder.In("again")))).Succeeded();

        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(folder.In("again")));
    }

    [Fact]
    public async Task Train_OtherSeed_IsAnotherRun()
    {
        using var folder = new Folder();
        (await TarlProcess.RunAsync([.. TinyRun.Arguments(folder.In("other"), seed: 2), "--json"])).Succeeded();

        Assert.NotEqual(File.ReadAllLines(Path.Combine(run.Path, "data/heldout.jsonl")), File.ReadAllLines(folder.In("other/data/heldout.jsonl")));
        Assert.NotEqual(TinyRun.Figures(run.Path).Split('\n')[1], TinyRun.Figures(folder.In("other")).Split('\n')[1]);
    }

    private static void AssertEvaluation(JsonNode evaluation)
    {
        Assert.Equal([1, 2, 3, 4], evaluation["passK"]!.AsArray().Select(pass => (int)pass!["k"]!));
        Assert.All(evaluation["passK"]!.AsArray(), pass =>
            Assert.True(0 <= (double)pass!["low"]! && (double)pass["low"]! <= (double)pass["value"]! && (double)pass["value"]! <= (double)pass["high"]! && (double)pass["high"]! <= 1));
        Assert.Equal(5, (int)evaluation["tasks"]!);
        Assert.Equal(4, (int)evaluation["trials"]!);
        Assert.All((string[])["byKind", "byDomain", "byModality"], part => Assert.Equal(5, evaluation[part]!.AsObject().Sum(kind => (int)kind.Value!["tasks"]!)));
        Assert.Equal(20, evaluation["stopReasons"]!.AsObject().Sum(reason => (int)reason.Value!));
        Assert.True((double)evaluation["waitTokensPerTurn"]! >= 0 && (double)evaluation["responseTokens"]! >= 0);
    }
}
