using System.ComponentModel.DataAnnotations;

namespace Tarl.Curriculum.RequestRollouts;

public sealed class CurriculumOptions
{
    /// <summary>The training tasks, one JSON object a line.</summary>
    [Required]
    public string TasksPath { get; set; } = "";

    public ulong Seed { get; set; } = 1;

    /// <summary>An <see cref="Samplers.ITaskSampler.Name"/>: who picks the tasks of an update.</summary>
    [Required]
    public string Sampler { get; set; } = "uniform";

    /// <summary>After this many updates no more rollouts are asked for.</summary>
    [Range(0, 1_000_000)]
    public int Updates { get; set; } = 60;

    /// <summary>
    /// An episode is sampled by policies at most so many versions older than the one that it teaches: so many updates are ordered ahead of the one being
    /// made. 0 plays and updates in turns, and repeats to the last digit.
    /// </summary>
    [Range(0, 100)]
    public int MaxStaleness { get; set; }

    [Range(1, 100_000)]
    public int GroupsPerUpdate { get; set; } = 16;

    /// <summary>Rollouts of one task that are compared with each other.</summary>
    [Range(1, 1024)]
    public int GroupSize { get; set; } = 8;

    /// <summary>The training temperature.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; set; } = 1;

    /// <summary>Agent actions that an episode may take.</summary>
    [Range(1, 1000)]
    public int MaxSteps { get; set; } = 30;
}
