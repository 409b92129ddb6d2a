using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

/// <summary>A run of seconds, made once for all tests; they copy its folder where they change it.</summary>
public sealed class TinyRun : IAsyncLifetime, IDisposable
{
    public const string CloningSteps = "40";
    public const string RepetitionSteps = "20";

    private readonly Folder _folder = new();

    public string Path => _folder.In("run");

    internal TarlResult Result { get; private set; } = null!;

    /// <summary>The arguments of such a run.</summary>
    public static string[] Arguments(string run, int seed = 1, int updates = 3) =>
    [
        "train", "--quick", "--run", run, "--seed", $"{seed}", "--demonstrations", "40", "--cloning-steps", CloningSteps, "--updates", $"{updates}",
        "--groups", "4", "--group-size", "4", "--heldout-tasks", "5", "--trials", "4", "--threads", "2",
        "--set", $"Cloning:RepetitionSteps={RepetitionSteps}",
    ];

    public async Task InitializeAsync() => Result = (await TarlProcess.RunAsync(Arguments(Path))).Succeeded();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    public static JsonNode Summary(string run) => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(run, "summary.json")))!;

    /// <summary>All that must repeat to the last digit: what depends on the machine's speed is left out, and so is where options were set.</summary>
    public static string Figures(string run)
    {
        var summary = Summary(run).AsObject();
        foreach (var name in (string[])["elapsedSeconds", "peakMemoryBytes", "cpuSecondsBy", "set"])
        {
            Assert.True(summary.Remove(name), name);
        }

        return string.Join('\n', [summary.ToJsonString(), .. File.ReadAllLines(System.IO.Path.Combine(run, "metrics.jsonl")).Select(WithoutTimes)]);
    }

    private static string WithoutTimes(string line)
    {
        var metrics = JsonNode.Parse(line)!.AsObject();
        foreach (var name in metrics.Select(metric => metric.Key).Where(IsTime).ToArray())
        {
            metrics.Remove(name);
        }

        return metrics.ToJsonString();
    }

    private static bool IsTime(string name) => name.EndsWith("Seconds", StringComparison.Ordinal) || name.EndsWith("PerSecond", StringComparison.Ordinal);
}
