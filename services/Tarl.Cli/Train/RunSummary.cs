using System.Text.Json;
using Tarl.Cli.Evaluate;
using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Train;

/// <summary>The result of a run: <c>summary.json</c>, an interface that other programs read (<c>docs/summary.md</c>).</summary>
public sealed record RunSummary
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required ulong Seed { get; init; }

    /// <summary>The application trained on; a summary that does not say is of a retail run.</summary>
    public string Domain { get; init; } = "retail";

    /// <summary>Which kinds of task were generated: <c>default</c>, <c>hard</c>.</summary>
    public string TaskMix { get; init; } = "default";

    /// <summary>Who picked the tasks of an update.</summary>
    public string Sampler { get; init; } = "uniform";

    public required string Algorithm { get; init; }
    public required string Reward { get; init; }

    /// <summary><c>terminal</c> or <c>turn</c>.</summary>
    public string Placement { get; init; } = "terminal";

    /// <summary>What <c>--set</c> was given, <c>Section:Key</c> → value.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new SortedDictionary<string, string>();

    /// <summary>True if the run was too short for its figures to mean much.</summary>
    public required bool Quick { get; init; }

    public required int Updates { get; init; }

    /// <summary>Episodes played: demonstrations, training and evaluation.</summary>
    public required long Episodes { get; init; }

    /// <summary>Tokens of the episodes that the policy played, forced and sampled.</summary>
    public required long Tokens { get; init; }

    public required double ElapsedSeconds { get; init; }
    public required long PeakMemoryBytes { get; init; }
    public required IReadOnlyDictionary<string, double> CpuSecondsBy { get; init; }
    public required RunEvaluations Evaluation { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public void Save(string path) => AtomicFile.WriteAllText(path, ToJson());
}
