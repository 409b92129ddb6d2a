using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.GenerateDataSet;

/// <summary>How large a generated world is, and how many tasks it poses.</summary>
public sealed record DataSetOptions
{
    /// <summary>Users of the shop; a part of them, with their orders, belongs to the held-out tasks.</summary>
    [Range(20, 1_000_000)]
    public int Users { get; init; } = 1500;

    [Range(1, 1_000_000)]
    public int TrainingTasks { get; init; } = 3000;

    [Range(1, 1_000_000)]
    public int HeldOutTasks { get; init; } = 240;

    /// <summary>Share of math among the tasks.</summary>
    [Range(0.0, 1.0)]
    public double MathShare { get; init; } = 0.1;
}
