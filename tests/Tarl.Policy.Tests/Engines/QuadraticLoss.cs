using Tarl.Policy.Engines;

namespace Tarl.Policy.Tests.Engines;

/// <summary>
/// Σ a·logprob + 0.1·logprob² + b·entropy + 0.5·(value − c)², with coefficients that differ by sequence and token, so that no
/// derivative can be swapped for another unnoticed.
/// </summary>
internal sealed class QuadraticLoss : ITokenLoss
{
    public static double Value(int sequence, IReadOnlyList<(double Logprob, double Entropy, double Value)> scores)
    {
        double loss = 0;
        for (var i = 0; i < scores.Count; i++)
        {
            var (a, b, c) = Coefficients(sequence, i);
            var (logprob, entropy, value) = scores[i];
            loss += a * logprob + 0.1 * logprob * logprob + b * entropy + 0.5 * (value - c) * (value - c);
        }

        return loss;
    }

    public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients)
    {
        for (var i = 0; i < scores.Logprobs.Length; i++)
        {
            var (a, b, c) = Coefficients(sequence, i);
            gradients.Logprobs[i] = (float)(a + 0.2 * scores.Logprobs[i]);
            gradients.Entropies[i] = (float)b;
            gradients.Values[i] = (float)(scores.Values[i] - c);
        }
    }

    private static (double A, double B, double C) Coefficients(int sequence, int token) =>
        (Math.Sin(1 + sequence + 3 * token), Math.Cos(2 * sequence + token), 0.3 * token - sequence);
}
