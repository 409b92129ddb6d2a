using Tarl.Learner.Advantages;
using Tarl.Learner.Losses;
using Tarl.Policy.Engines;
using Tarl.ServiceDefaults.CpuAccounting;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>
/// One GRPO update (arXiv 2402.03300): group-normalised trajectory rewards as every token's advantage, the clipped surrogate
/// against the logprobs of sampling, one pass over the batch in several minibatches.
/// </summary>
public sealed class GroupRelativeUpdate(ReinforcementOptions options, PolicyGradientOptions loss, GroupAdvantage advantage)
{
    /// <param name="version">The version that <paramref name="engine"/> holds.</param>
    /// <param name="seed">Decides which episodes share a minibatch.</param>
    public UpdateSummary Apply(IPolicyEngine engine, IReadOnlyList<Sample> samples, int version, ulong seed, CancellationToken cancellationToken)
    {
        using var charge = CpuLedger.For(CpuAccount.Training);
        var advantages = new double[samples.Count];
        var groups = advantage.Estimate(
            [.. samples.Select(sample => sample.Scored.Reward)],
            [.. samples.Select(sample => sample.Scored.Group)],
            [.. samples.Select(sample => sample.IsValid)],
            advantages);
        var valid = Enumerable.Range(0, samples.Count).Where(i => samples[i].IsValid).ToArray();
        var learningRate = LearningRateSchedule.At(version + 1, options);
        var order = valid.ToArray();
        new SeededRandom(seed).Shuffle(order);
        var steps = order.Chunk(Math.Max(1, (order.Length + options.Minibatches - 1) / options.Minibatches))
            .Select(minibatch => Step(engine, [.. minibatch.Select(i => (samples[i], advantages[i]))], learningRate, cancellationToken))
            .ToArray();
        var tokens = Math.Max(1, steps.Sum(step => step.Loss.Tokens));
        return new UpdateSummary
        {
            PassRate = valid.Length == 0 ? 0 : valid.Average(i => samples[i].Scored.Success ? 1.0 : 0.0),
            Reward = valid.Length == 0 ? 0 : valid.Average(i => samples[i].Scored.Reward),
            Kl = steps.Sum(step => step.Loss.ApproximateKl * step.Loss.Tokens) / tokens,
            ClipFraction = steps.Sum(step => step.Loss.ClipFraction * step.Loss.Tokens) / tokens,
            Entropy = steps.Sum(step => step.Loss.Entropy * step.Loss.Tokens) / tokens,
            Loss = steps.Sum(step => step.Loss.Loss * step.Loss.Tokens) / tokens,
            GradientNorm = steps.Length == 0 ? 0 : steps.Average(step => step.GradientNorm),
            Staleness = Staleness(valid.Select(i => samples[i]), version),
            Episodes = samples.Count,
            Failures = samples.Count - valid.Length,
            DroppedGroups = groups.Dropped,
            ZeroVarianceGroups = groups.ZeroVariance,
            Tokens = valid.Sum(i => (long)samples[i].Tokens!.Tokens.Length),
            SampledTokens = valid.Sum(i => (long)samples[i].Scored.SampledTokens),
        };
    }

    private (PolicyGradientSummary Loss, double GradientNorm) Step(
        IPolicyEngine engine, (Sample Sample, double Advantage)[] minibatch, double learningRate, CancellationToken cancellationToken)
    {
        var sequences = minibatch.Select(item => new TokenSequence
        {
            Tokens = item.Sample.Tokens!.Tokens,
            Sampled = item.Sample.Tokens.Sampled,
            Temperature = (float)options.Temperature,
        }).ToArray();
        var targets = minibatch.Select(item => ToGradientSample(item.Sample, item.Advantage)).ToArray();
        var objective = new PolicyGradientLoss(targets, loss, normalizer: Math.Max(1, targets.Sum(target => target.Advantages.Length)));
        engine.AccumulateGradients(sequences, objective, cancellationToken);
        var norm = engine.Step(new AdamWOptions
        {
            LearningRate = learningRate,
            WeightDecay = options.WeightDecay,
            MaxGradientNorm = options.MaxGradientNorm,
        });
        return (objective.Summarize(), norm);
    }

    private static PolicyGradientSample ToGradientSample(Sample sample, double advantage)
    {
        var tokens = sample.Tokens!;
        var logprobs = tokens.BehaviorLogprobs.Where((_, i) => tokens.Sampled[i]).ToArray();
        var advantages = new float[logprobs.Length];
        advantages.AsSpan().Fill((float)advantage);
        return new PolicyGradientSample { Advantages = advantages, BehaviorLogprobs = logprobs };
    }

    private static double Staleness(IEnumerable<Sample> samples, int version)
    {
        var sampledBy = samples.SelectMany(sample => sample.Tokens!.PolicyVersions).Where(sampled => sampled >= 0).ToArray();
        return sampledBy.Length == 0 ? 0 : sampledBy.Average(sampled => (double)(version - sampled));
    }
}
