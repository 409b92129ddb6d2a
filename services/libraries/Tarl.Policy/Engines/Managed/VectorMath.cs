using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>Elementwise functions and reductions over rows padded to 16 floats; the order of every sum depends on the length alone.</summary>
internal static unsafe class VectorMath
{
    public const int Width = 8;

    private const float RoundingShift = 12582912f; // 1.5 * 2^23: adding it rounds to an integer held in the low bits

    /// <summary>
    /// e^x with a relative error below 2e-7 (the polynomial of Cephes' expf); exactly 0 below -87, and bounded above by e^88.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        var tiny = Vector256.LessThan(x, Vector256.Create(-87f));
        x = Vector256.Min(x, Vector256.Create(88f));
        var shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(1.44269504f), Vector256.Create(RoundingShift));
        var n = shifted - Vector256.Create(RoundingShift);
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-0.693359375f), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(2.12194440e-4f), r);
        var p = Vector256.Create(1.9875691500e-4f);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.3981999507e-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(8.3334519073e-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(4.1665795894e-2f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.6666665459e-1f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(5.0000001201e-1f));
        p = Vector256.FusedMultiplyAdd(p, r * r, r + Vector256<float>.One);
        // The rounded exponent, moved to the exponent field: 2^n.
        var power = Vector256.ShiftLeft(shifted.AsInt32() - Vector256.Create(BitConverter.SingleToInt32Bits(RoundingShift) - 127), 23);
        return Vector256.AndNot(p * power.AsSingle(), tiny);
    }

    /// <summary>Sum of a · b over padded rows.</summary>
    public static float Dot(float* a, float* b, int paddedLength)
    {
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        for (var i = 0; i < paddedLength; i += 2 * Width)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.Load(a + i), Vector256.Load(b + i), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.Load(a + i + Width), Vector256.Load(b + i + Width), odd);
        }

        return Vector256.Sum(even + odd);
    }

    /// <summary>target += factor · source over padded rows.</summary>
    public static void AddScaled(float* target, float* source, float factor, int paddedLength)
    {
        var scale = Vector256.Create(factor);
        for (var i = 0; i < paddedLength; i += Width)
        {
            Vector256.FusedMultiplyAdd(Vector256.Load(source + i), scale, Vector256.Load(target + i)).Store(target + i);
        }
    }

    public static void Add(float* target, float* source, int paddedLength)
    {
        for (var i = 0; i < paddedLength; i += Width)
        {
            (Vector256.Load(target + i) + Vector256.Load(source + i)).Store(target + i);
        }
    }

    public static void Copy(float* source, float* target, long length) =>
        Buffer.MemoryCopy(source, target, length * sizeof(float), length * sizeof(float));
}
