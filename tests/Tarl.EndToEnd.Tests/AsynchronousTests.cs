using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class AsynchronousTests
{
    private const int Updates = 6;
    private const int MaxStaleness = 2;

    private static string[] Arguments(string run) =>
        [.. TinyRun.Arguments(run, updates: Updates), "--max-staleness", $"{MaxStaleness}", "--set", "Importance:Correction=Truncate"];

    private static JsonNode[] Metrics(string run) => [.. File.ReadLines(Path.Combine(run, "metrics.jsonl")).Select(line => JsonNode.Parse(line)!)];

    [Fact]
    public async Task Train_StalenessAllowed_RolloutsGoOnDuringUpdatesAndStayWithinTheBound()
    {
        using var folder = new Folder();
        (await TarlProcess.RunAsync(Arguments(folder.In("run")))).Succeeded();

        var metrics = Metrics(folder.In("run"));
        Assert.Equal(Enumerable.Range(1, Updates), metrics.Select(line => (int)line["update"]!));
        Assert.All(metrics, line => Assert.InRange((int)line["maxStaleness"]!, 0, MaxStaleness));
        Assert.Equal(0, (double)metrics[0]["staleness"]!);
        Assert.True((double)metrics[1]["staleness"]! > 0);
        Assert.All(metrics, line => Assert.True((double)line["importanceWeight"]! > 0));
    }

    [Fact]
    public async Task Resume_StalenessAllowed_StaysWithinTheBound()
    {
        using var folder = new Folder();
        using (var first = TarlProcess.StartAndInterruptAt($"  2/{Updates} ", Arguments(folder.In("run"))))
        {
            await first.EndAsync();
        }

        (await TarlProcess.RunAsync("train", "--resume", "--run", folder.In("run"))).Succeeded();
        var metrics = Metrics(folder.In("run"));
        Assert.Equal(Enumerable.Range(1, Updates), metrics.Select(line => (int)line["update"]!));
        Assert.All(metrics, line => Assert.InRange((int)line["maxStaleness"]!, 0, MaxStaleness));
    }
}
