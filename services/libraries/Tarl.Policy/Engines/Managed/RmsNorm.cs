using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>y = x / sqrt(mean(x²) + ε) · w, row by row (Zhang and Sennrich 2019, equation 4).</summary>
internal static unsafe class RmsNorm
{
    /// <summary>One row, padded with zeros; in place when x and y are the same. Returns 1 / sqrt(mean(x²) + ε).</summary>
    public static float Forward(float* x, float* weight, float* y, int size, int paddedSize, float epsilon)
    {
        var inverse = 1 / MathF.Sqrt(VectorMath.Dot(x, x, paddedSize) / size + epsilon);
        var scale = Vector256.Create(inverse);
        for (var i = 0; i < paddedSize; i += VectorMath.Width)
        {
            (Vector256.Load(x + i) * scale * Vector256.Load(weight + i)).Store(y + i);
        }

        return inverse;
    }

    /// <summary>All rows of x into y (rows, paddedSize), their inverse roots into <paramref name="inverses"/> (rows).</summary>
    public static void ForwardRows(float* x, float* weight, float* y, float* inverses, int rows, int size, int paddedSize, float epsilon)
    {
        for (var i = 0; i < rows; i++)
        {
            inverses[i] = Forward(x + (long)i * paddedSize, weight, y + (long)i * paddedSize, size, paddedSize, epsilon);
        }
    }

    /// <summary>
    /// dx += dLoss/dx and dWeight += dLoss/dw for one row. With s = 1 / rms: dx = s · w · dy − x · s³ / size · Σ(dy · w · x).
    /// </summary>
    public static void AddGradient(
        float* dy, float* x, float inverse, float* weight, float* dx, float* dWeight, int size, int paddedSize)
    {
        var sum = Vector256<float>.Zero;
        var scale = Vector256.Create(inverse);
        for (var i = 0; i < paddedSize; i += VectorMath.Width)
        {
            var product = Vector256.Load(dy + i) * Vector256.Load(x + i);
            sum = Vector256.FusedMultiplyAdd(product, Vector256.Load(weight + i), sum);
            Vector256.FusedMultiplyAdd(product, scale, Vector256.Load(dWeight + i)).Store(dWeight + i);
        }

        var projection = Vector256.Create(-Vector256.Sum(sum) * inverse * inverse * inverse / size);
        for (var i = 0; i < paddedSize; i += VectorMath.Width)
        {
            var direct = Vector256.Load(dy + i) * Vector256.Load(weight + i) * scale;
            var total = Vector256.FusedMultiplyAdd(Vector256.Load(x + i), projection, direct);
            (total + Vector256.Load(dx + i)).Store(dx + i);
        }
    }
}
