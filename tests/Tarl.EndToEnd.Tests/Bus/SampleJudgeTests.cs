using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>The judge in JavaScript of docs/samples, as it is and spoilt.</summary>
[Collection(nameof(RabbitMq))]
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
        using var folder = Samples.Spoilt(Sample, "score.mjs", _ => "export const score = (episode) => episode.turns.flatMap((turn, i) => turn.role === 'Agent' ? [{ turnIndex: i, score: -1, reason: 'no' }] : []);");

        var report = await PlayAsync(folder, "valid", "no-agent-turns", "unicode", "failed-episode", "concurrent");

        Assert.Equal(["valid", "concurrent"], Failed(report));
        Assert.Equal("5 scores of −1", (string)report["cases"]![0]!["came"]!);
    }

    [SampleJudgeFact]
    public async Task Conform_JudgeThatDiesOfMalformedJson_FailsThereAndFromThenOn()
    {
        const string GivesUp = "await giveUp('_error', delivery, error);";
        using var folder = Samples.Spoilt(Sample, "judge.mjs", text => text.Replace(GivesUp, $"if (error instanceof SyntaxError) process.exit(1); {GivesUp}", StringComparison.Ordinal));

        var report = await PlayAsync(folder, "valid", "wrong-types", "malformed-json", "not-utf-8");

        Assert.Equal(["malformed-json", "not-utf-8"], Failed(report));
        Assert.Equal("nothing in judge-episode_error or judge-episode_skipped within 6 s", (string)report["cases"]![2]!["came"]!);
        Assert.Equal("nobody consumes from judge-episode any more", (string)report["cases"]![3]!["came"]!);
    }

    [SampleJudgeTheory]
    [InlineData("score.mjs", "turnIndex: index", "turnIndex: index + 1", "valid", "scores for the turns 2, 4, 6, 8, 10, where the agent's are 1, 3, 5, 7, 9")]
    [InlineData("score.mjs", "score: minor ? 0 : 1", "score: minor ? 0 : 2", "valid", "the score 2 for turn 1")]
    [InlineData("score.mjs", "'correct'", "`${Math.random()}`", "redelivery", "another answer the second time: ")]
    [InlineData("judge.mjs", "await publish(envelope,", "await publish(envelope, judge(envelope.message)); await publish(envelope,", "valid", "2 messages instead of one")]
    [InlineData("judge.mjs", "messageType: [`urn:message:${published}`]", "messageType: ['EpisodeJudged']", "valid", "an envelope whose messageType is EpisodeJudged, which nobody reads as EpisodeJudged")]
    [InlineData("judge.mjs", "JSON.stringify(envelope)", "String(envelope)", "valid", "nothing within 6 s, but a message that cannot be read (")]
    [InlineData("judge.mjs", "if (stopReason === 'Failed')", "if (false)", "failed-episode", "an opinion without failure")]
    [InlineData("judge.mjs", "await giveUp('_error', delivery, error);", "channel.ack(delivery);", "malformed-json", "nothing in judge-episode_error or judge-episode_skipped within 6 s")]
    [InlineData("judge.mjs", "await giveUp('_error', delivery, error);", "channel.nack(delivery);", "malformed-json", "nothing in judge-episode_error or judge-episode_skipped within 6 s")]
    [InlineData("judge.mjs", "await giveUp('_skipped', delivery, new Error(`It is none of ${consumed}.`));", "process.exit(0);", "other-message", "nothing in judge-episode_error or judge-episode_skipped within 6 s")]
    public async Task Conform_JudgeWithOneFault_FailsTheCaseThatIsAboutIt(string file, string right, string wrong, string name, string came)
    {
        using var folder = Samples.Spoilt(Sample, file, text => text.Replace(right, wrong, StringComparison.Ordinal));

        var one = Assert.Single((await PlayAsync(folder, name))["cases"]!.AsArray());

        Assert.StartsWith(came, (string)one!["came"]!);
    }

    [SampleJudgeFact]
    public async Task Train_JudgeReplacedWhileItRuns_EndsWithNothingElseRestarted()
    {
        const int Updates = 6;
        using var folder = new Folder();
        var url = rabbit.TakeUrl();
        using var cluster = new Cluster(url, folder.In("run"), Updates);
        using var conductor = cluster.Conduct();
        await cluster.SaysAsync(conductor, $"\n  2/{Updates} ");
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
}
