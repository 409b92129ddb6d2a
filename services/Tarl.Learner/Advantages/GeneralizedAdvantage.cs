namespace Tarl.Learner.Advantages;

/// <summary>Generalised advantage estimation (arXiv 1506.02438, equation 16) over an episode that ends: nothing follows its last token.</summary>
public static class GeneralizedAdvantage
{
    /// <param name="rewards">What each sampled token earned. (S)</param>
    /// <param name="values">The value just before each. (S)</param>
    /// <param name="advantages">Receives Σ (γλ)^k δ(t+k), with δ(t) = r(t) + γ V(t+1) − V(t). (S)</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<float> values, double gamma, double lambda, Span<double> advantages)
    {
        if (values.Length != rewards.Length || advantages.Length != rewards.Length)
        {
            throw new ArgumentException($"Rewards ({rewards.Length}), values ({values.Length}) and advantages ({advantages.Length}) must be equally many.");
        }

        var (next, nextValue) = (0.0, 0.0);
        for (var token = rewards.Length - 1; token >= 0; token--)
        {
            next = rewards[token] + (gamma * nextValue) - values[token] + (gamma * lambda * next);
            nextValue = values[token];
            advantages[token] = next;
        }
    }
}
