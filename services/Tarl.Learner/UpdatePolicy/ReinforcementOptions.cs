using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>How a batch of episodes becomes a new policy, by whatever algorithm.</summary>
public sealed class ReinforcementOptions
{
    /// <summary>An <see cref="Algorithms.IAlgorithm.Name"/>.</summary>
    [Required]
    public string Algorithm { get; set; } = "grpo";

    /// <summary>An <see cref="Advantages.Gates.IGroupGate.Name"/>: which groups are learnt from. Nothing is played in place of those that are not.</summary>
    [Required]
    public string Gate { get; set; } = "all";

    /// <summary>Updates that the run will take; the learning rate falls over them.</summary>
    [Range(1, 10_000_000)]
    public int Updates { get; set; } = 120;

    /// <summary>The peak.</summary>
    [Range(1e-8, 1.0)]
    public double LearningRate { get; set; } = 4e-4;

    /// <summary>Updates during which the learning rate rises to its peak.</summary>
    [Range(0, 100_000)]
    public int WarmupUpdates { get; set; } = 4;

    public LearningRateDecay LearningRateDecay { get; set; } = LearningRateDecay.Linear;

    /// <summary>What is left of the peak at the end.</summary>
    [Range(0.0, 1.0)]
    public double FinalLearningRateShare { get; set; } = 0.1;

    /// <summary>Times that an update goes through its batch.</summary>
    [Range(1, 1000)]
    public int Epochs { get; set; } = 1;

    /// <summary>Optimiser steps an epoch; the episodes are dealt out over them at random.</summary>
    [Range(1, 1024)]
    public int Minibatches { get; set; } = 4;

    /// <summary>Passes that a minibatch's gradient is gathered in (gradient accumulation): more take less memory and give the same gradient.</summary>
    [Range(1, 1024)]
    public int AccumulationPasses { get; set; } = 1;

    /// <summary>How often an episode that failed outside the policy is played again, to complete its group, before it counts as failed.</summary>
    [Range(0, 100)]
    public int EpisodeRetries { get; set; } = 3;

    /// <summary>
    /// An episode with a token that was sampled more versions ago is dropped; null drops none. What the curriculum orders ahead bounds it in any case
    /// (<c>Curriculum:MaxStaleness</c>), so only a lower bound has an effect.
    /// </summary>
    [Range(0, 1000)]
    public int? MaxStaleness { get; set; }

    [Range(0.0, 1.0)]
    public double WeightDecay { get; set; }

    [Range(1e-3, 1e6)]
    public double MaxGradientNorm { get; set; } = 1;

    /// <summary>Must be the temperature that the curriculum samples at.</summary>
    [Range(0.01, 10.0)]
    public double Temperature { get; set; } = 1;
}
