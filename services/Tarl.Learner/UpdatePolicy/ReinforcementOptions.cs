using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>GRPO: how a batch of episodes becomes a new policy.</summary>
public sealed class ReinforcementOptions
{
    /// <summary>Updates that the run will take; the learning rate falls over them.</summary>
    [Range(1, 10_000_000)]
    public int Updates { get; set; } = 80;

    /// <summary>The peak.</summary>
    [Range(1e-8, 1.0)]
    public double LearningRate { get; set; } = 4e-4;

    /// <summary>Updates during which the learning rate rises to its peak.</summary>
    [Range(0, 100_000)]
    public int WarmupUpdates { get; set; } = 4;

    /// <summary>What is left of the peak at the end; 1 keeps it constant.</summary>
    [Range(0.0, 1.0)]
    public double FinalLearningRateShare { get; set; } = 0.1;

    /// <summary>Optimiser steps an update; the episodes are dealt out over them at random.</summary>
    [Range(1, 1024)]
    public int Minibatches { get; set; } = 4;

    [Range(0.0, 1.0)]
    public double WeightDecay { get; set; }

    [Range(1e-3, 1e6)]
    public double MaxGradientNorm { get; set; } = 1;

    /// <summary>Must be the temperature that the curriculum samples at.</summary>
    [Range(0.01, 10.0)]
    public double Temperature { get; set; } = 1;
}
