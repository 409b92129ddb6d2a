using Tarl.Policy.Engines;

namespace Tarl.Learner.Losses;

/// <summary>
/// Behaviour cloning: the negative log-likelihood of the tokens that a demonstrator chose, weighted by sequence, divided by a given
/// normaliser. Sequences may be evaluated on several threads at once, each sequence once; the summary does not depend on the order.
/// </summary>
public sealed class CloningLoss : ITokenLoss
{
    private readonly double _perToken;
    private readonly float[]? _weights;
    private readonly TokenSums[] _sums; // One slot a sequence; Loss holds the unweighted negative log-likelihood.

    /// <param name="sequences">How many sequences the engine's batch has.</param>
    /// <param name="normalizer">What the weighted sum over tokens is divided by.</param>
    /// <param name="weights">One a sequence; null weighs all alike.</param>
    public CloningLoss(int sequences, double normalizer, IReadOnlyList<float>? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(normalizer);
        if (weights is not null && weights.Count != sequences) throw new ArgumentException($"There are {weights.Count} weights for {sequences} sequences.");
        _perToken = 1 / normalizer;
        _weights = weights is null ? null : [.. weights];
        _sums = new TokenSums[sequences];
    }

    /// <summary>Writes dLoss/dLogprob of one sequence's sampled tokens. (S)</summary>
    /// <exception cref="InvalidOperationException">A logprob is not finite.</exception>
    public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients)
    {
        var logprobs = scores.Logprobs;
        var sums = new TokenSums { Tokens = logprobs.Length };
        for (var token = 0; token < logprobs.Length; token++)
        {
            if (!float.IsFinite(logprobs[token])) throw new InvalidOperationException($"Token {token} of sequence {sequence} has logprob {logprobs[token]}.");
            sums.Loss -= logprobs[token];
            sums.Entropy += scores.Entropies[token];
        }

        gradients.Logprobs.Fill((float)(-_perToken * WeightOf(sequence)));
        _sums[sequence] = sums;
    }

    /// <summary>Figures over all sequences evaluated so far.</summary>
    public CloningSummary Summarize()
    {
        var total = default(TokenSums);
        var weighted = 0.0;
        for (var sequence = 0; sequence < _sums.Length; sequence++)
        {
            total.Add(_sums[sequence]);
            weighted += WeightOf(sequence) * _sums[sequence].Loss;
        }

        var mean = 1.0 / Math.Max(1, total.Tokens);
        return new CloningSummary
        {
            Tokens = total.Tokens,
            Loss = weighted * _perToken,
            NegativeLogLikelihood = total.Loss * mean,
            Entropy = total.Entropy * mean,
        };
    }

    private double WeightOf(int sequence) => _weights is null ? 1 : _weights[sequence];
}
