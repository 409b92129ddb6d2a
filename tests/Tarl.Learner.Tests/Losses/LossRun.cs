using Tarl.Policy.Engines;

namespace Tarl.Learner.Tests.Losses;

/// <summary>What an engine does with a loss, without an engine.</summary>
internal static class LossRun
{
    public static (float[] Logprobs, float[] Entropies, float[] Values) Evaluate(ITokenLoss loss, int sequence, float[] logprobs, float[] entropies, float[]? values = null)
    {
        var (dLogprobs, dEntropies, dValues) = (new float[logprobs.Length], new float[logprobs.Length], new float[logprobs.Length]);
        loss.Evaluate(
            sequence,
            new TokenScoresView(logprobs, entropies, values ?? new float[logprobs.Length]),
            new TokenGradientsView(dLogprobs, dEntropies, dValues));
        return (dLogprobs, dEntropies, dValues);
    }
}
