using Microsoft.Extensions.Options;
using Tarl.Sandbox.Import;
using Tarl.Sandbox.Replay;
using Tarl.Sandbox.Sessions;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Tests.Replay;

public class GoldenReplayTests
{
    [TauBenchFact]
    public Task ReplayAsync_RetailV1Recordings_NoDifference() => CheckAsync("retail", BenchmarkVersion.V1, episodes: 770);

    [TauBenchFact]
    public Task ReplayAsync_RetailV2Recordings_NoDifference() => CheckAsync("retail", BenchmarkVersion.V2, episodes: 160);

    [TauBenchFact]
    public Task ReplayAsync_AirlineV1Recordings_NoDifference() => CheckAsync("airline", BenchmarkVersion.V1, episodes: 275);

    [TauBenchFact]
    public Task ReplayAsync_AirlineV2Recordings_NoDifference() => CheckAsync("airline", BenchmarkVersion.V2, episodes: 95);

    private static async Task CheckAsync(string domain, BenchmarkVersion version, int episodes)
    {
        using var folder = new TemporaryFolder();
        var tag = $"v{(int)version}";
        TauBenchFiles.Import(Path.Combine(TauBenchFolder.Path!, "data", tag, domain), DomainCatalogue.Find(domain, version)!, folder.File("golden.db"));
        using var client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = folder.Path }));

        var differences = new List<string>();
        var count = 0;
        await foreach (var (_, recording) in RecordingReader.ReadAsync(Path.Combine(TauBenchFolder.Path!, "golden", $"{domain}-{tag}.jsonl.gz"), default))
        {
            differences.AddRange(ReplayComparison.Differences(recording, await EpisodeReplayer.ReplayAsync(client, "golden", recording, default)));
            count++;
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(20)));
        Assert.Equal(episodes, count);
    }
}
