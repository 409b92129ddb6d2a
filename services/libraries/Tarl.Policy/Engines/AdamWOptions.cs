using System.ComponentModel.DataAnnotations;

namespace Tarl.Policy.Engines;

/// <summary>One optimiser step (Loshchilov and Hutter 2019, algorithm 2), after clipping the gradient by its global norm.</summary>
public sealed record AdamWOptions
{
    [Range(0.0, 1.0)]
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Of the value head; null takes <see cref="LearningRate"/>.</summary>
    [Range(0.0, 1.0)]
    public double? ValueLearningRate { get; init; }

    [Range(0.0, 0.999999)]
    public double Beta1 { get; init; } = 0.9;

    [Range(0.0, 0.999999)]
    public double Beta2 { get; init; } = 0.95;

    [Range(1e-12, 1.0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled, scaled by the parameter's learning rate; never applied to norms and biases.</summary>
    [Range(0.0, 10.0)]
    public double WeightDecay { get; init; }

    /// <summary>Gradients with a larger Euclidean norm (over all parameters) are scaled down to it.</summary>
    [Range(1e-6, double.MaxValue)]
    public double MaxGradientNorm { get; init; } = 1;
}
