using Tarl.Sandbox.Replay;

namespace Tarl.Sandbox.Tests.Replay;

public class GoldenReplayTests
{
    [TauBenchTheory]
    [InlineData("retail-v1.jsonl.gz", 770)]
    [InlineData("retail-v2.jsonl.gz", 160)]
    [InlineData("airline-v1.jsonl.gz", 275)]
    [InlineData("airline-v2.jsonl.gz", 95)]
    public async Task CheckAsync_RecordedEpisodes_NoDifference(string file, int episodes)
    {
        using var player = new RecordingPlayer(Path.Combine(TauBenchFolder.Path!, "data"));
        var differences = new StringWriter();

        var summary = await player.CheckAsync(Path.Combine(TauBenchFolder.Path!, "golden", file), differences, default);

        Assert.True(summary.Differences == 0, differences.ToString());
        Assert.Equal(episodes, summary.Episodes);
    }
}
