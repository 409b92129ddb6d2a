using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

public sealed class SamplerTests : IDisposable
{
    private const int Killed = 137;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Arguments(string run) =>
        [.. TinyRun.Arguments(_folder.In(run)), "--sampler", "pass-rate", "--task-mix", "hard", "--set", "Reinforcement:Gate=pass-rate-band", "--set", "PassRateSampler:HalfLifeUpdates=3"];

    [Fact]
    public async Task Train_PassRateKilledAndResumed_EndsAsUninterrupted()
    {
        (await TarlProcess.RunAsync(Arguments("whole"))).Succeeded();
        string[] resume = ["train", "--resume", "--run", _folder.In("killed")];
        foreach (var (killAt, arguments) in ((string, string[])[])[("  1/3", Arguments("killed")), ("  2/3", resume)])
        {
            using var process = TarlProcess.StartAndKillAt(killAt, arguments);
            Assert.Equal(Killed, (await process.EndAsync()).ExitCode);
        }

        (await TarlProcess.RunAsync(resume)).Succeeded();
        Assert.Equal(TinyRun.Figures(_folder.In("whole")), TinyRun.Figures(_folder.In("killed")));
        AssertFigures(_folder.In("whole"));
    }

    private static void AssertFigures(string run)
    {
        var updates = File.ReadAllLines(System.IO.Path.Combine(run, "metrics.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()).ToArray();

        // Of four groups a quarter is explored. Nothing is known before the first update; afterwards the kinds' pass rates are.
        Assert.All(updates, update => Assert.Equal((1, 3), ((int)update["chosen/explored"]!, (int)update["chosen/near-target"]!)));
        Assert.Equal(0.5, (double)updates[0]["expectedPassRate"]!);
        Assert.NotEqual(0.5, (double)updates[1]["expectedPassRate"]!);
        Assert.All(updates, update => Assert.Equal(4, Sum(update, "familyGroups/")));
        Assert.All(updates, update => Assert.Equal(4, Sum(update, "groups/")));
        Assert.All(updates, update => Assert.Equal((int)update["refusedGroups"]!, Sum(update, "refusedGroups/")));
        Assert.True(updates.Sum(update => (int)update["refusedGroups"]!) > 0);
        var summary = TinyRun.Summary(run);
        Assert.Equal(("pass-rate", "hard"), ((string?)summary["sampler"], (string?)summary["taskMix"]));
    }

    private static int Sum(JsonObject update, string prefix) =>
        update.Where(figure => figure.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(figure => (int)figure.Value!);
}
