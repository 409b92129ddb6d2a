using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// The distribution softmax(logits / temperature) of one row. With z = (logit − max) / temperature:
/// log p = z − log Σ e^z, so sampling and scoring share these bits.
/// </summary>
internal readonly unsafe struct TokenDistribution
{
    // Beyond this e^z is 0; a finite bound keeps p · z from becoming 0 · ∞.
    private const float LeastExponent = -200f;

    private readonly float* _logits;
    private readonly int _size;
    private readonly float _max;
    private readonly float _inverseTemperature;
    private readonly float _sum;
    private readonly float _logSum;

    private TokenDistribution(float* logits, int size, float max, float inverseTemperature, float sum, float entropy)
    {
        _logits = logits;
        (_size, _max, _inverseTemperature, _sum) = (size, max, inverseTemperature, sum);
        _logSum = MathF.Log(sum);
        Entropy = entropy;
    }

    /// <summary>In nats.</summary>
    public float Entropy { get; }

    /// <summary>
    /// Reads a row padded to 16 floats (the padding is overwritten). Temperature 0 gives the distribution at temperature 1.
    /// When <paramref name="exponentials"/> is given, e^z is left there.
    /// </summary>
    public static TokenDistribution Of(float* logits, int size, float temperature, float* exponentials = null)
    {
        var padded = AlignedBuffer.Pad(size);
        for (var i = size; i < padded; i++) logits[i] = float.NegativeInfinity;
        var max = Max(logits, padded);
        var inverse = temperature > 0 ? 1 / temperature : 1;
        Vector256<float> sum = Vector256<float>.Zero, weighted = Vector256<float>.Zero;
        for (var i = 0; i < padded; i += VectorMath.Width)
        {
            var z = Exponent(logits + i, max, inverse);
            var e = VectorMath.Exp(z);
            sum += e;
            weighted = Vector256.FusedMultiplyAdd(e, z, weighted);
            if (exponentials != null) e.Store(exponentials + i);
        }

        var total = Vector256.Sum(sum);
        return new TokenDistribution(logits, size, max, inverse, total, MathF.Log(total) - Vector256.Sum(weighted) / total);
    }

    public float Logprob(int token) => MathF.Max((_logits[token] - _max) * _inverseTemperature, LeastExponent) - _logSum;

    /// <summary>The likeliest tokens, the likeliest first, the lower id first among equals; all of them if there are no more than asked for.</summary>
    public TokenLogprob[] Top(int count)
    {
        var best = new TokenLogprob[Math.Min(count, _size)];
        var found = 0;
        for (var token = 0; token < _size; token++)
        {
            var logprob = Logprob(token);
            if (found == best.Length && !(logprob > best[^1].Logprob)) continue;
            var place = found < best.Length ? found++ : found - 1;
            for (; place > 0 && logprob > best[place - 1].Logprob; place--) best[place] = best[place - 1];
            best[place] = new TokenLogprob(token, logprob);
        }

        return best;
    }

    /// <summary>
    /// Turns the row of logits into dLoss/dLogits, given the derivatives by the token's logprob and by the entropy H:
    /// (dLogprob · (1[v = token] − p) − dEntropy · p · (log p + H)) / temperature.
    /// </summary>
    public void Differentiate(int token, float dLogprob, float dEntropy)
    {
        var normalizer = Vector256.Create(1 / _sum);
        var shift = Vector256.Create(Entropy - _logSum);
        var byLogprob = Vector256.Create(-dLogprob * _inverseTemperature);
        var byEntropy = Vector256.Create(-dEntropy * _inverseTemperature);
        for (var i = 0; i < AlignedBuffer.Pad(_size); i += VectorMath.Width)
        {
            var z = Exponent(_logits + i, _max, _inverseTemperature);
            var p = VectorMath.Exp(z) * normalizer;
            (p * Vector256.FusedMultiplyAdd(byEntropy, z + shift, byLogprob)).Store(_logits + i);
        }

        _logits[token] += dLogprob * _inverseTemperature;
    }

    private static Vector256<float> Exponent(float* logits, float max, float inverseTemperature) => Vector256.Max(
        (Vector256.Load(logits) - Vector256.Create(max)) * Vector256.Create(inverseTemperature), Vector256.Create(LeastExponent));

    private static float Max(float* x, int paddedLength)
    {
        var max = Vector256.Load(x);
        for (var i = VectorMath.Width; i < paddedLength; i += VectorMath.Width) max = Vector256.Max(max, Vector256.Load(x + i));
        var result = max[0];
        for (var lane = 1; lane < VectorMath.Width; lane++) result = MathF.Max(result, max[lane]);
        return result;
    }
}
