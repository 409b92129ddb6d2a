using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class EvaluateAndShowTests(TinyRun run)
{
    [Fact]
    public async Task Evaluate_TwiceWithTheSameSettings_SaysTheSame()
    {
        using var copy = Folder.CopyOf(run.Path);

        var first = (await TarlProcess.RunAsync("evaluate", "--run", copy.Path, "--json")).Succeeded();
        var second = (await TarlProcess.RunAsync("evaluate", "--run", copy.Path, "--json")).Succeeded();

        Assert.Equal(first.Output, second.Output);

        // The newest policy at temperature 1: what the run itself measured at its end.
        Assert.Equal(TinyRun.Summary(run.Path)["evaluation"]!["trained"]!.ToJsonString(), JsonNode.Parse(first.Output)!.ToJsonString());
    }

    [Fact]
    public async Task Evaluate_Demonstrator_IsMeasuredWithoutACheckpoint()
    {
        using var copy = Folder.CopyOf(run.Path);
        Directory.Delete(copy.In("checkpoints"), recursive: true);

        var result = JsonNode.Parse((await TarlProcess.RunAsync("evaluate", "--run", copy.Path, "--agent", "demonstrator", "--trials", "2", "--json")).Succeeded().Output)!;

        Assert.Equal("demonstrator 5 2", $"{result["agent"]} {result["tasks"]} {result["trials"]}");
        Assert.Equal([1, 2], result["passK"]!.AsArray().Select(pass => (int)pass!["k"]!));
    }

    [Fact]
    public async Task Evaluate_WithBaselines_MeasuresAllOnTheSameTasks()
    {
        using var copy = Folder.CopyOf(run.Path);

        var results = JsonNode.Parse((await TarlProcess.RunAsync("evaluate", "--run", copy.Path, "--baselines", "--json")).Succeeded().Output)!.AsArray();

        // On the run's own tasks: what the run itself has measured.
        var own = TinyRun.Summary(run.Path)["evaluation"]!;
        Assert.Equal([own["trained"]!.ToJsonString(), own["doNothing"]!.ToJsonString(), own["demonstrator"]!.ToJsonString()], results.Select(result => result!.ToJsonString()));
    }

    [Fact]
    public async Task Show_WithoutConditions_PrintsTheNewestPolicysEvaluation()
    {
        var shown = (await TarlProcess.RunAsync("show", "--run", run.Path)).Succeeded().Output;

        Assert.Contains("evaluation-trained, trial 0, played by policy version 3", shown.Split('\n')[0]);
        Assert.Matches(@"(?m)^user   \S", shown);
        Assert.Matches(@"reward -?\d\.\d{3}; ended by ", shown);
    }

    [Fact]
    public async Task Show_Demonstration_PrintsEachCallOnOneLine()
    {
        var shown = (await TarlProcess.RunAsync("show", "--run", run.Path, "--batch", "demonstrations", "--succeeded", "--kind", "return")).Succeeded().Output;

        Assert.Matches(@"(?m)^agent  return_delivered_order_items \{""order_id"":.*\}  \[[+-]?\d\]$", shown);
        Assert.Matches(@"(?m)^tool   \{.*\}$", shown);
        Assert.Contains("Success, reward ", shown);
    }

    [Fact]
    public async Task Show_Json_IsTheWholeEpisode()
    {
        var episode = JsonNode.Parse((await TarlProcess.RunAsync("show", "--run", run.Path, "--batch", "update-2", "--trial", "1", "--json")).Succeeded().Output)!;
        var again = await TarlProcess.RunAsync("show", "--run", run.Path, $"{episode["id"]}", "--json");

        Assert.Equal("update-2 1 1", $"{episode["batch"]} {episode["trial"]} {episode["policyVersion"]}");
        Assert.NotEmpty(episode["turns"]!.AsArray());
        Assert.Equal(episode.ToJsonString(), JsonNode.Parse(again.Output)!.ToJsonString());
    }

    [Theory]
    [InlineData]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("show")]
    [InlineData("rollout")]
    [InlineData("judge", "check")]
    [InlineData("import")]
    [InlineData("import", "tau-bench")]
    public async Task Help_OfEveryCommand_HasExamples(params string[] command)
    {
        var help = (await TarlProcess.RunAsync([.. command, "--help"])).Succeeded().Output;

        Assert.Matches(@"Examples:\n  dotnet run -c Release --project services/Tarl\.Cli -- ", help.ReplaceLineEndings("\n"));
    }
}
