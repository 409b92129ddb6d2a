using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.GenerateDataSet;

/// <summary>How large a generated world is, and how many tasks it poses.</summary>
public sealed record DataSetOptions
{
    /// <summary>One of <see cref="DataSetGenerator.Domains"/>.</summary>
    [Required]
    public string Domain { get; init; } = "retail";

    /// <summary>Users; a part of them, with their orders or reservations, belongs to the held-out tasks.</summary>
    [Range(20, 1_000_000)]
    public int Users { get; init; } = 1500;

    /// <summary>Product types of a shop; with names, streets and cities they are the words that a policy has to learn.</summary>
    [Range(1, 50)]
    public int Products { get; init; } = 20;

    /// <summary>Airports of an airline.</summary>
    [Range(2, 20)]
    public int Airports { get; init; } = 6;

    [Range(1, 30)]
    public int FirstNames { get; init; } = 14;

    [Range(1, 30)]
    public int LastNames { get; init; } = 14;

    [Range(1, 1_000_000)]
    public int TrainingTasks { get; init; } = 3000;

    [Range(1, 1_000_000)]
    public int HeldOutTasks { get; init; } = 240;

    public TaskMix Mix { get; init; } = TaskMix.Default;

    /// <summary>Share of math among the tasks.</summary>
    [Range(0.0, 1.0)]
    public double MathShare { get; init; } = 0.1;
}
