using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.Mathematics.GenerateTasks;

/// <summary>
/// How many arithmetic tasks, and how hard. All numbers stay below 100, one token each; the defaults make about 200 different steps
/// (left number, operation, right number), few enough for a small policy to learn many of them from demonstrations.
/// </summary>
public sealed record MathTaskOptions
{
    [Range(0, 1_000_000)]
    public int TrainTasks { get; init; } = 800;

    [Range(0, 1_000_000)]
    public int HeldOutTasks { get; init; } = 100;

    /// <summary>Operations in a chain, at least.</summary>
    [Range(1, 8)]
    public int MinOperations { get; init; } = 2;

    /// <summary>Operations in a chain, at most.</summary>
    [Range(1, 8)]
    public int MaxOperations { get; init; } = 3;

    /// <summary>No number in a chain, intermediate results included, is larger.</summary>
    [Range(10, 99)]
    public int MaxValue { get; init; } = 20;

    /// <summary>No right-hand number is larger.</summary>
    [Range(2, 9)]
    public int MaxOperand { get; init; } = 5;
}
