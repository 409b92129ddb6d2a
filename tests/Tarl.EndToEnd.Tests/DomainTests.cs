using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

/// <summary>Training on an airline, and policies of one domain on the tasks of the other.</summary>
[Collection(nameof(TinyRun))]
public sealed class DomainTests(TinyRun retail)
{
    [Fact]
    public async Task Train_Airline_ResumesShowsAndEvaluatesOnRetail()
    {
        using var folder = new Folder();
        var run = folder.In("airline");
        (await TarlProcess.RunAsync([.. TinyRun.Arguments(run), "--domain", "airline"])).Succeeded();

        Assert.Equal("airline", $"{TinyRun.Summary(run)["domain"]}");
        Assert.True(File.Exists(Path.Combine(run, "data", "airline.db")));
        Assert.Equal(0, (int)TinyRun.Summary(run)["evaluation"]!["trained"]!["failures"]!);

        var shown = (await TarlProcess.RunAsync("show", "--run", run, "--batch", "demonstrations", "--succeeded", "--kind", "cancel")).Succeeded().Output;
        Assert.Matches(@"(?m)^agent  cancel_reservation \{""reservation_id"":", shown);
        Assert.Contains("airline", (await TarlProcess.RunAsync("train", "--resume", "--run", run, "--json")).Succeeded().Output);

        var other = JsonNode.Parse((await TarlProcess.RunAsync("evaluate", "--run", run, "--domain", "retail", "--json")).Succeeded().Output)!;
        Assert.Equal("5 0", $"{other["tasks"]} {other["failures"]}");

        // The tasks that the retail run of the same seed and sizes holds out.
        Assert.Equal(File.ReadAllText(Path.Combine(retail.Path, "data", "heldout.jsonl")), File.ReadAllText(Path.Combine(run, "data-retail", "heldout.jsonl")));
    }

    [Fact]
    public async Task Evaluate_RetailPolicyOnAirline_TokenLimitsStopEpisodesAndNothingFails()
    {
        using var copy = Folder.CopyOf(retail.Path);

        var result = JsonNode.Parse((await TarlProcess.RunAsync("evaluate", "--run", copy.Path, "--domain", "airline", "--trials", "2", "--json")).Succeeded().Output)!;

        Assert.Equal("5 2 0", $"{result["tasks"]} {result["trials"]} {result["failures"]}");
        Assert.Equal(10, result["stopReasons"]!.AsObject().Sum(reason => (int)reason.Value!));
        Assert.False(result["stopReasons"]!.AsObject().ContainsKey("Failed"));

        var shown = (await TarlProcess.RunAsync("show", "--run", copy.Path, "--batch", "evaluation-policy-3-t1-airline")).Succeeded().Output;
        Assert.Contains("airline-held-out-", shown);
    }

    [Fact]
    public async Task Evaluate_DemonstratorOnAirline_IsMeasuredByKind()
    {
        using var copy = Folder.CopyOf(retail.Path);

        var result = JsonNode.Parse((await TarlProcess.RunAsync(
            "evaluate", "--run", copy.Path, "--domain", "airline", "--agent", "demonstrator", "--trials", "1", "--json")).Succeeded().Output)!;

        Assert.True((double)result["passK"]![0]!["value"]! > 0);
        Assert.Equal(5, result["byKind"]!.AsObject().Sum(kind => (int)kind.Value!["tasks"]!));
    }

    [Fact]
    public async Task Domain_UnknownOrBesideTasks_IsRefused()
    {
        (await TarlProcess.RunAsync("train", "--domain", "bakery")).RefusedWith("--domain takes retail or airline, not 'bakery'");
        (await TarlProcess.RunAsync("evaluate", "--run", retail.Path, "--domain", "bakery")).RefusedWith("--domain takes retail or airline, not 'bakery'");
        (await TarlProcess.RunAsync("evaluate", "--run", retail.Path, "--domain", "airline", "--tasks", "x.jsonl")).RefusedWith("--tasks and --domain exclude each other");
        (await TarlProcess.RunAsync("train", "--resume", "--run", retail.Path, "--domain", "airline")).RefusedWith("leave out --domain");
    }
}
