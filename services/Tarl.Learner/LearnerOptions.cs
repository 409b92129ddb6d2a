using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner;

/// <summary>Where the learner works and on what.</summary>
public sealed class LearnerOptions
{
    /// <summary>The run's folder: checkpoints, episodes and metrics go there.</summary>
    [Required]
    public string RunFolder { get; set; } = "";

    public ulong Seed { get; set; } = 1;

    /// <summary>Threads that compute gradients. Another number gives other last digits.</summary>
    [Range(1, 256)]
    public int Threads { get; set; } = Environment.ProcessorCount;

    public string CheckpointFolder => Path.Combine(RunFolder, "checkpoints");

    public string EpisodesPath => Path.Combine(RunFolder, "episodes.db");

    public string MetricsPath => Path.Combine(RunFolder, "metrics.jsonl");
}
