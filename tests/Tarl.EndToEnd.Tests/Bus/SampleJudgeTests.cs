using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>The judge in JavaScript of docs/samples, as it is and spoilt.</summary>
[Collection(nameof(TinyRun))]
public sealed class SampleJudgeTests(RabbitMq rabbit)
{
    private const string Sample = SampleJudgeFactAttribute.Sample;
    private const string Queue = "judge-episode";

    [SampleJudgeFact]
    public async Task Conform_JudgeInJavaScript_Passes()
    {
        var url = rabbit.TakeUrl();
        using var judge = ServiceProcess.Node(Samples.In($"{Sample}/judge.mjs"), url);
        await judge.SaysAsync("Judging what comes");

        await ConformTests.PassesAsync(url, "judge", 22);

        judge.Terminate();
        Assert.Equal(0, (await judge.EndAsync()).ExitCode);
    }

    [SampleJudgeFact]
    public async Task Conform_JudgeWithTwoDeviations_FailsWhereThereAreTwoTurnsToScore()
    {
        using var folder = Spoilt("score.mjs", _ => "export const score = (episode) => episode.turns.flatMap((turn, i) => turn.role === 'Agent' ? [{ turnIndex: i, score: -1, reason: 'no' }] : []);");

        var report = await PlayAsync(folder, "valid", "no-agent-turns", "unicode", "failed-episode", "concurrent");

        Assert.Equal(["valid", "concurrent"], Failed(report));
        Assert.Equal("5 scores of −1", (string)report["cases"]![0]!["came"]!);
    }

    [SampleJudgeFact]
    public async Task Conform_JudgeThatDiesOfMalformedJson_FailsThereAndFromThenOn()
    {
        const string GivesUp = "await giveUp('_error', delivery, error);";
        using var folder = Spoilt("judge.mjs", text => text.Replace(GivesUp, $"if (error instanceof SyntaxError) process.exit(1); {GivesUp}", StringComparison.Ordinal));

        var report = await PlayAsync(folder, "valid", "wrong-types", "malformed-json", "not-utf-8");

        Assert.Equal(["malformed-json", "not-utf-8"], Failed(report));
        Assert.Equal("nothing in judge-episode_error or judge-episode_skipped within 6 s", (string)report["cases"]![2]!["came"]!);
        Assert.Equal("nobody consumes from judge-episode any more", (string)report["cases"]![3]!["came"]!);
    }

    [SampleJudgeFact]
    public async Task Train_JudgeReplacedWhileItRuns_EndsWithNothingElseRestarted()
    {
        const int Updates = 6;
        using var folder = new Folder();
        var url = rabbit.TakeUrl();
        using var cluster = new Cluster(url, folder.In("run"), Updates);
        using var conductor = cluster.Conduct();
        await conductor.SaysAsync($"\n  2/{Updates} ");
        cluster["Judge"].Terminate();
        await cluster["Judge"].EndAsync();
        using var judge = ServiceProcess.Node(Samples.In($"{Sample}/judge.mjs"), url);

        (await conductor.EndAsync()).Succeeded();

        Assert.Equal(Updates, File.ReadAllLines(Path.Combine(folder.In("run"), "metrics.jsonl")).Length);
        Assert.Equal(0u, await Queues.CountAsync(url, Queue + "_error"));
        Assert.Equal(0u, await Queues.CountAsync(url, Queue + "_skipped"));
    }

    private async Task<JsonNode> PlayAsync(Folder judgesFolder, params string[] cases)
    {
        var url = rabbit.TakeUrl();
        using var judge = ServiceProcess.Node(judgesFolder.In("judge.mjs"), url);
        await judge.SaysAsync("Judging what comes");
        var result = await ConformTests.RunAsync(url, "judge", ["--json", "--patience", "6", .. cases.SelectMany(name => (string[])["--case", name])]);
        Assert.Equal(2, result.ExitCode);
        return JsonNode.Parse(result.Errors)!;
    }

    private static IEnumerable<string> Failed(JsonNode report) =>
        report["cases"]!.AsArray().Where(one => !(bool)one!["passed"]!).Select(one => (string)one!["name"]!);

    /// <summary>The sample with one file changed.</summary>
    private static Folder Spoilt(string name, Func<string, string> change)
    {
        var folder = new Folder();
        foreach (var file in Directory.EnumerateFiles(Samples.In(Sample)))
        {
            File.Copy(file, folder.In(Path.GetFileName(file)));
        }

        Directory.CreateSymbolicLink(folder.In("node_modules"), Path.GetFullPath(Samples.In($"{Sample}/node_modules")));
        var text = File.ReadAllText(folder.In(name));
        File.WriteAllText(folder.In(name), change(text));
        Assert.NotEqual(text, File.ReadAllText(folder.In(name)));
        return folder;
    }
}
