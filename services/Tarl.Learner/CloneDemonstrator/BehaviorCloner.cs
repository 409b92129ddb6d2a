using Tarl.Learner.CloneDemonstrator.Drills;
using Tarl.Learner.Losses;
using Tarl.Policy.Engines;
using Tarl.ServiceDefaults.CpuAccounting;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>
/// Trains a policy to say what the demonstrator said: first to repeat random tokens, then cross-entropy on the agent's tokens, over
/// demonstrations with fresh ids and, at first, drills. Which sequences a step sees depends on the seed and the step's number alone, so
/// that an interrupted cloning goes on exactly where it was.
/// </summary>
public sealed class BehaviorCloner(
    IReadOnlyList<TokenSequence> demonstrations, DrillGenerator drills, RepetitionGenerator repetitions, IdRewriter ids, CloningOptions options, ulong seed)
{
    /// <summary>Optimiser steps in all.</summary>
    public int Steps => options.RepetitionSteps + options.Steps;

    /// <summary>Takes one optimiser step.</summary>
    /// <param name="step">From 0.</param>
    /// <returns>Mean negative log-likelihood a target token in nats, and the tokens that went through the model.</returns>
    public (double Loss, long Tokens) Step(IPolicyEngine engine, int step, CancellationToken cancellationToken)
    {
        using var charge = CpuLedger.For(CpuAccount.Training);
        var batch = Batch(step);
        var targets = batch.Sum(sequence => sequence.Sampled.Count(sampled => sampled));
        var loss = new CloningLoss(batch.Count, normalizer: targets);
        engine.AccumulateGradients(batch, loss, cancellationToken);
        engine.Step(new AdamWOptions { LearningRate = LearningRate(step), WeightDecay = options.WeightDecay });
        return (loss.Summarize().NegativeLogLikelihood, batch.Sum(sequence => (long)sequence.Tokens.Length));
    }

    private List<TokenSequence> Batch(int step)
    {
        var random = new SeededRandom(SeededRandom.Derive(seed, $"cloning/{step}"));
        if (step < options.RepetitionSteps)
        {
            return [.. Enumerable.Range(0, options.RepetitionSequences).Select(_ => repetitions.Next(random))];
        }

        var drillShare = step - options.RepetitionSteps < options.DrillUntil * options.Steps ? options.DrillShare : 0;
        return [.. Enumerable.Range(0, options.BatchSequences).Select(_ => random.Chance(drillShare) ? drills.Next(random) : Demonstration(random))];
    }

    private TokenSequence Demonstration(SeededRandom random)
    {
        var demonstration = random.Pick(demonstrations);
        return demonstration with { Tokens = ids.Rewrite(demonstration.Tokens, random) };
    }

    private double LearningRate(int step)
    {
        if (step < options.RepetitionSteps)
        {
            return options.LearningRate * Math.Min(1, (step + 1.0) / Math.Max(1, options.WarmupSteps));
        }

        var cloned = step - options.RepetitionSteps;
        if (cloned < options.WarmupSteps)
        {
            return options.LearningRate * (cloned + 1) / options.WarmupSteps;
        }

        var progress = (double)(cloned - options.WarmupSteps) / Math.Max(1, options.Steps - options.WarmupSteps);
        return options.LearningRate * (0.1 + (0.45 * (1 + Math.Cos(Math.PI * progress))));
    }
}
