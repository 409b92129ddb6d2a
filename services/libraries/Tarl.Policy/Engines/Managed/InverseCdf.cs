using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>Draws from unnormalised weights by reading the cumulative distribution at a uniform number.</summary>
internal static unsafe class InverseCdf
{
    /// <summary>
    /// The first index whose cumulative weight exceeds <paramref name="uniform"/> times the total, of a row padded with zeros;
    /// never one of weight 0.
    /// </summary>
    public static int Draw(float* weights, int size, double uniform)
    {
        var padded = AlignedBuffer.Pad(size);
        double total = 0;
        for (var i = 0; i < padded; i += VectorMath.Width) total += Vector256.Sum(Vector256.Load(weights + i));

        var target = uniform * total;
        double before = 0;
        for (var i = 0; i < padded; i += VectorMath.Width)
        {
            double block = Vector256.Sum(Vector256.Load(weights + i));
            if (before + block > target) return Within(weights, i, size, target - before);
            before += block;
        }

        return LastPositive(weights, size);
    }

    /// <summary>The likeliest index; the first among equals.</summary>
    public static int Greatest(float* weights, int size)
    {
        var best = 0;
        for (var i = 1; i < size; i++)
        {
            if (weights[i] > weights[best]) best = i;
        }

        return best;
    }

    private static int Within(float* weights, int start, int size, double target)
    {
        double cumulative = 0;
        var end = Math.Min(start + VectorMath.Width, size);
        for (var i = start; i < end; i++)
        {
            cumulative += weights[i];
            if (cumulative > target) return i;
        }

        // The block's sum was rounded up past the target: its last positive weight is where the target lies.
        return LastPositive(weights, end);
    }

    private static int LastPositive(float* weights, int end)
    {
        while (end > 1 && !(weights[end - 1] > 0)) end--;
        return end - 1;
    }
}
