using Tarl.Policy.Engines;

namespace Tarl.Learner.Losses;

/// <summary>
/// PPO's clipped surrogate on tokens (arXiv 1707.06347, equation 7) with the ratio exp(current − behaviour), or exp(current − proximal) weighted by
/// importance (arXiv 2110.00641), optionally with dual clip; an entropy bonus, GRPO's penalty for leaving the reference (arXiv 2402.03300, equation 4), and the error of the value head.
/// Summed over tokens, weighted by sequence, and divided by a given normaliser: the number of sampled tokens of the minibatch makes it a token mean.
/// Sequences may be evaluated on several threads at once, each sequence once; the summary does not depend on the order.
/// </summary>
public sealed class PolicyGradientLoss : ITokenLoss
{
    private readonly IReadOnlyList<PolicyGradientSample> _samples;
    private readonly PolicyGradientOptions _options;
    private readonly CriticOptions? _critic;
    private readonly double _perToken;
    private readonly TokenSums[] _sums; // One slot a sequence, so that threads never share one.

    /// <param name="samples">One a sequence, in the order of the engine's batch.</param>
    /// <param name="normalizer">What the sum over tokens is divided by.</param>
    /// <param name="options">Clip range and weights.</param>
    /// <param name="critic">How the value head learns; null if it does not.</param>
    /// <exception cref="ArgumentException">A sample's arrays differ in length, or the reference or returns are missing although they have a weight.</exception>
    public PolicyGradientLoss(
        IReadOnlyList<PolicyGradientSample> samples, PolicyGradientOptions options, double normalizer, CriticOptions? critic = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(normalizer);
        for (var i = 0; i < samples.Count; i++) Check(i, samples[i], options, critic);
        _samples = samples;
        _options = options;
        _critic = critic;
        _perToken = 1 / normalizer;
        _sums = new TokenSums[samples.Count];
    }

    /// <summary>Writes the loss's derivatives for one sequence; the spans have one entry a sampled token. (S)</summary>
    /// <exception cref="ArgumentException">The engine scored another number of tokens than the sample has.</exception>
    /// <exception cref="InvalidOperationException">A logprob, entropy or value is not finite.</exception>
    public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients)
    {
        var sample = _samples[sequence];
        var logprobs = scores.Logprobs;
        var entropies = scores.Entropies;
        if (logprobs.Length != sample.Advantages.Length)
        {
            throw new ArgumentException($"Sequence {sequence} has {sample.Advantages.Length} sampled tokens, but {logprobs.Length} were scored.");
        }

        var proximal = sample.StartsNow is null ? sample.ProximalLogprobs.Span : logprobs;
        var weights = sample.StartsNow is { } importance ? ImportanceWeights.Of(logprobs, sample.BehaviorLogprobs.Span, importance) : sample.ImportanceWeights.Span;
        var sums = default(TokenSums);
        var perToken = _perToken * sample.Weight;
        for (var token = 0; token < logprobs.Length; token++)
        {
            if (!float.IsFinite(logprobs[token]) || !float.IsFinite(entropies[token]) || !float.IsFinite(scores.Values[token]))
            {
                throw new InvalidOperationException($"Sampled token {token} of sequence {sequence} has logprob {logprobs[token]}, entropy {entropies[token]} and value {scores.Values[token]}.");
            }

            gradients.Logprobs[token] = (float)(perToken * (Surrogate(sample, token, logprobs[token], proximal, weights, ref sums) + Penalty(sample, token, logprobs[token], ref sums)));
            gradients.Entropies[token] = (float)(-perToken * _options.EntropyCoefficient);
            gradients.Values[token] = (float)(perToken * ValueError(sample, token, scores.Values[token], ref sums));
            sums.Loss -= _options.EntropyCoefficient * entropies[token];
            sums.Entropy += entropies[token];
        }

        sums.Tokens = logprobs.Length;
        sums.Loss *= sample.Weight;
        _sums[sequence] = sums;
    }

    /// <summary>Means over all sequences evaluated so far.</summary>
    public PolicyGradientSummary Summarize()
    {
        var total = default(TokenSums);
        foreach (var sums in _sums) total.Add(sums);
        var mean = 1.0 / Math.Max(1, total.Tokens);
        return new PolicyGradientSummary
        {
            Tokens = total.Tokens,
            Loss = total.Loss * _perToken,
            ClipFraction = total.Clipped * mean,
            ApproximateKl = total.ApproximateKl * mean,
            ReferenceKl = total.ReferenceKl * mean,
            ValueLoss = total.ValueLoss * mean,
            Entropy = total.Entropy * mean,
            Ratio = total.Ratio * mean,
            ImportanceWeight = total.ImportanceWeight * mean,
        };
    }

    // −w min(r A, clip(r) A); its derivative by the logprob is −w r A, and 0 where the clipped term is the smaller one. Dual clip: −w max(that min, c A) for A < 0.
    private double Surrogate(
        PolicyGradientSample sample, int token, double logprob, ReadOnlySpan<float> proximal, ReadOnlySpan<float> weights, ref TokenSums sums)
    {
        var weight = weights.IsEmpty ? 1.0 : weights[token];
        var advantage = sample.Advantages.Span[token] * weight;
        var fromBehavior = logprob - sample.BehaviorLogprobs.Span[token];
        var ratio = Math.Exp(proximal.IsEmpty ? fromBehavior : logprob - proximal[token]);
        sums.ImportanceWeight += weight;
        var clipped = Math.Clamp(ratio, 1 - _options.ClipLow, 1 + _options.ClipHigh);
        sums.Ratio += ratio;
        sums.ApproximateKl += Math.Exp(fromBehavior) - 1 - fromBehavior;
        if (clipped != ratio) sums.Clipped++;

        if (advantage < 0 && _options.DualClip > 0 && ratio > _options.DualClip)
        {
            sums.Loss -= _options.DualClip * advantage;
            return 0;
        }

        var isClipBinding = clipped * advantage < ratio * advantage;
        sums.Loss -= isClipBinding ? clipped * advantage : ratio * advantage;
        return isClipBinding ? 0 : -ratio * advantage;
    }

    // The figure is k3's, whichever estimator is in the loss: it is comparable between runs.
    private double Penalty(PolicyGradientSample sample, int token, double logprob, ref TokenSums sums)
    {
        if (sample.ReferenceLogprobs.IsEmpty) return 0;

        var logRatio = logprob - sample.ReferenceLogprobs.Span[token];
        sums.ReferenceKl += KlEstimate.Evaluate(KlEstimator.K3, logRatio).Value;
        if (_options.KlPlacement == KlPlacement.Reward) return 0;

        var (penalty, derivative) = KlEstimate.Evaluate(_options.KlEstimator, logRatio);
        sums.Loss += _options.KlCoefficient * penalty;
        return _options.KlCoefficient * derivative;
    }

    private double ValueError(PolicyGradientSample sample, int token, double value, ref TokenSums sums)
    {
        if (_critic is null) return 0;

        var (loss, derivative) = ValueLoss.Evaluate(value, sample.Returns.Span[token], sample.Values.Span[token], _critic.Clip);
        sums.ValueLoss += loss;
        sums.Loss += _critic.Coefficient * loss;
        return _critic.Coefficient * derivative;
    }

    private static void Check(int sequence, PolicyGradientSample sample, PolicyGradientOptions options, CriticOptions? critic)
    {
        var tokens = sample.Advantages.Length;
        if (sample.BehaviorLogprobs.Length != tokens) throw new ArgumentException($"Sequence {sequence} has {tokens} advantages and {sample.BehaviorLogprobs.Length} behaviour logprobs.");
        if ((!sample.ProximalLogprobs.IsEmpty && sample.ProximalLogprobs.Length != tokens) || sample.ImportanceWeights.Length != sample.ProximalLogprobs.Length)
        {
            throw new ArgumentException($"Sequence {sequence} has {tokens} advantages, {sample.ProximalLogprobs.Length} proximal logprobs and {sample.ImportanceWeights.Length} importance weights.");
        }

        if (critic is not null && (sample.Returns.Length != tokens || sample.Values.Length != tokens))
        {
            throw new ArgumentException($"Sequence {sequence} has {tokens} advantages, {sample.Returns.Length} returns and {sample.Values.Length} values.");
        }

        if (sample.ReferenceLogprobs.Length == tokens) return;
        if (!sample.ReferenceLogprobs.IsEmpty) throw new ArgumentException($"Sequence {sequence} has {tokens} advantages and {sample.ReferenceLogprobs.Length} reference logprobs.");
        if (options.KlCoefficient > 0) throw new ArgumentException($"Sequence {sequence} has no reference logprobs, which the KL penalty needs.");
    }
}
