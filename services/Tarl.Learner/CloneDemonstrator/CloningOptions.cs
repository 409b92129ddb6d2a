using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>Behaviour cloning: supervised learning of what the demonstrator did.</summary>
public sealed class CloningOptions
{
    /// <summary>Optimiser steps on repetitions of random tokens, before anything else: they make the policy able to copy.</summary>
    [Range(0, 1_000_000)]
    public int RepetitionSteps { get; set; } = 300;

    /// <summary>Repetitions a step; many small steps teach copying sooner than few large ones.</summary>
    [Range(1, 4096)]
    public int RepetitionSequences { get; set; } = 16;

    /// <summary>Optimiser steps on demonstrations and drills.</summary>
    [Range(1, 1_000_000)]
    public int Steps { get; set; } = 400;

    /// <summary>Sequences a step. What is learnt late (finding an id) takes many steps rather than large ones.</summary>
    [Range(1, 4096)]
    public int BatchSequences { get; set; } = 16;

    /// <summary>The peak, for repetitions too; reached after the warm-up, then a cosine down to a tenth of it.</summary>
    [Range(1e-7, 1.0)]
    public double LearningRate { get; set; } = 2e-3;

    [Range(0, 100_000)]
    public int WarmupSteps { get; set; } = 60;

    [Range(0.0, 1.0)]
    public double WeightDecay { get; set; } = 0.01;

    /// <summary>Share of the sequences that are drills (copying, look-ups, sums, beginnings of thoughts, quotations) instead of demonstrations, at first.</summary>
    [Range(0.0, 0.9)]
    public double DrillShare { get; set; } = 0.45;

    /// <summary>The part of the steps during which there are drills.</summary>
    [Range(0.0, 1.0)]
    public double DrillUntil { get; set; } = 0.6;

    /// <summary>Steps between two saved states that an interrupted cloning goes on from.</summary>
    [Range(1, 100_000)]
    public int SaveEvery { get; set; } = 50;
}
