using Tarl.Learner.Advantages;
using Tarl.Learner.Advantages.Gates;
using Tarl.Learner.Algorithms;
using Tarl.Learner.Losses;
using Tarl.Policy.Engines;
using Tarl.ServiceDefaults.CpuAccounting;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>
/// One update, by whatever algorithm: its advantages, of the groups that the gate admits, then the clipped surrogate against the logprobs of sampling, over the batch in several
/// minibatches, as often as there are epochs.
/// </summary>
public sealed class PolicyUpdate(
    ReinforcementOptions options, PolicyGradientOptions loss, ImportanceOptions importance, IAlgorithm algorithm, IGroupGate gate)
{
    /// <summary>Whether <see cref="Apply"/> asks the reference policy.</summary>
    public bool NeedsReference => loss.KlCoefficient > 0;

    /// <param name="engine">The policy that is updated.</param>
    /// <param name="reference">The policy that is not to be left; null if there is no penalty for leaving it.</param>
    /// <param name="version">The version that <paramref name="engine"/> holds.</param>
    /// <param name="seed">Decides which episodes share a minibatch.</param>
    public UpdateSummary Apply(
        IPolicyEngine engine, IPolicyEngine? reference, IReadOnlyList<Sample> samples, int version, ulong seed, CancellationToken cancellationToken)
    {
        using var charge = CpuLedger.For(CpuAccount.Training);
        var batch = new UpdateBatch([.. samples.Select(sample => sample with { IsStale = sample.StalenessAt(version) > options.MaxStaleness })], (float)options.Temperature);
        var references = reference is null ? null : batch.Score(reference, cancellationToken);
        var starts = algorithm.Critic is null ? null : batch.Score(engine, cancellationToken);
        var rewarded = batch.Rewarded(loss, references, starts);
        var estimate = GroupAdmission.Apply(gate, rewarded, algorithm.Estimate(rewarded));
        if (loss.WhitenAdvantages) AdvantageWhitening.Apply(estimate.Advantages);

        var random = new SeededRandom(seed);
        var minibatches = Enumerable.Range(0, options.Epochs).SelectMany(_ => Deal(estimate.Advantages, random)).ToArray();
        if (Corrects) starts ??= batch.Score(engine, NeedStart(estimate.Advantages, minibatches), cancellationToken);
        var targets = batch.Targets(estimate, loss, importance, references, starts);
        var minibatch = new MinibatchStep(engine, options, loss, algorithm.Critic, version + 1) { ChangesPolicy = Teaches(estimate) };
        var steps = minibatches.Select(indices => minibatch.Take(batch, targets, indices, cancellationToken)).ToArray();
        return Summarize(batch, estimate, steps, version) with
        {
            OptimizerSteps = minibatch.ChangesPolicy ? steps.Length : 0,
            ExplainedVariance = algorithm.Critic is null ? null : ExplainedVariance.Of(estimate.Returns, [.. starts!.Select(scores => scores.Values)]),
        };
    }

    private bool Corrects => importance.Correction != ImportanceCorrection.None;

    /// <summary>
    /// The episodes whose logprobs at the start of the update have to be asked for: not those of the first minibatch, which the policy that starts evaluates itself,
    /// unless it returns in another epoch, and not those that teach nothing.
    /// </summary>
    private static HashSet<int> NeedStart(IReadOnlyList<double[]?> advantages, int[][] minibatches) =>
        [.. minibatches.Skip(1).SelectMany(indices => indices).Where(i => advantages[i].AsSpan().ContainsAnyExcept(0))];

    /// <summary>Deals the episodes that are learnt from out over the minibatches.</summary>
    private IEnumerable<int[]> Deal(IReadOnlyList<double[]?> advantages, SeededRandom random)
    {
        var order = Enumerable.Range(0, advantages.Count).Where(i => advantages[i] is not null).ToArray();
        random.Shuffle(order);
        return order.Chunk(Math.Max(1, (order.Length + options.Minibatches - 1) / options.Minibatches));
    }

    /// <summary>False if no term of the loss has a gradient: an optimiser's step would then follow its memory alone.</summary>
    private bool Teaches(AdvantageEstimate estimate) =>
        algorithm.Critic is not null
        || loss.EntropyCoefficient > 0
        || (loss.KlCoefficient > 0 && loss.KlPlacement == KlPlacement.Loss)
        || estimate.Advantages.Any(advantages => advantages.AsSpan().ContainsAnyExcept(0));

    private static string? LeftOut(Sample sample, double[]? advantages, AdvantageEstimate estimate) =>
        advantages is not null ? null
        : sample.IsStale ? "too old a policy sampled it"
        : !sample.IsValid ? "it failed"
        : estimate.RefusedGroups.TryGetValue(sample.Scored.Group, out var reason) ? $"its group was refused: {reason}"
        : "its group was left out";

    private UpdateSummary Summarize(UpdateBatch batch, AdvantageEstimate estimate, IReadOnlyList<StepSummary> steps, int version)
    {
        var tokens = Math.Max(1, steps.Sum(step => step.Loss.Tokens));
        return new UpdateSummary
        {
            PassRate = batch.MeanOverValid(sample => sample.Scored.Success ? 1.0 : 0.0),
            Reward = batch.MeanOverValid(sample => sample.Scored.Reward),
            Kl = Mean(step => step.ApproximateKl),
            ClipFraction = Mean(step => step.ClipFraction),
            Entropy = Mean(step => step.Entropy),
            Loss = Mean(step => step.Loss),
            ImportanceWeight = Corrects ? Mean(step => step.ImportanceWeight) : null,
            ReferenceKl = NeedsReference ? Mean(step => step.ReferenceKl) : null,
            ValueLoss = algorithm.Critic is null ? null : Mean(step => step.ValueLoss),
            GradientNorm = steps.Count == 0 ? 0 : steps.Average(step => step.GradientNorm),
            Staleness = batch.Staleness(version),
            MaxStaleness = batch.Valid.Select(i => batch.Samples[i].StalenessAt(version)).DefaultIfEmpty(0).Max(),
            LeftOut = [.. batch.Samples.Zip(estimate.Advantages, (sample, advantages) => LeftOut(sample, advantages, estimate))],
            Episodes = batch.Samples.Count,
            Failures = batch.Samples.Count(sample => !sample.IsValid && !sample.IsStale),
            Stale = batch.Samples.Count(sample => sample.IsStale),
            DroppedGroups = estimate.DroppedGroups,
            ZeroVarianceGroups = estimate.ZeroVarianceGroups,
            RefusedGroups = estimate.RefusedGroups,
            Tokens = batch.Valid.Sum(i => (long)batch.Samples[i].Tokens!.Tokens.Length),
            SampledTokens = batch.Valid.Sum(i => (long)batch.Samples[i].Scored.SampledTokens),
        };

        double Mean(Func<PolicyGradientSummary, double> figure) => steps.Sum(step => figure(step.Loss) * step.Loss.Tokens) / tokens;
    }
}
