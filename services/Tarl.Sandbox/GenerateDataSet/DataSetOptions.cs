using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.GenerateDataSet;

/// <summary>How large a generated world is, and how many tasks it poses.</summary>
public sealed record DataSetOptions
{
    /// <summary>Users of the shop; a part of them, with their orders, belongs to the held-out tasks.</summary>
    [Range(20, 1_000_000)]
    public int Users { get; init; } = 1500;

    /// <summary>Product types; with names, streets and cities they are the words that a policy has to learn.</summary>
    [Range(1, 50)]
    public int Products { get; init; } = 20;

    [Range(1, 30)]
    public int FirstNames { get; init; } = 14;

    [Range(1, 30)]
    public int LastNames { get; init; } = 14;

    [Range(1, 1_000_000)]
    public int TrainingTasks { get; init; } = 3000;

    [Range(1, 1_000_000)]
    public int HeldOutTasks { get; init; } = 240;

    /// <summary>Share of math among the tasks.</summary>
    [Range(0.0, 1.0)]
    public double MathShare { get; init; } = 0.1;
}
