using Tarl.Policy.Engines.Managed;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Engines.Managed;

public sealed unsafe class GemmTests
{
    private delegate void Kernel(
        float* a, nint aRow, nint aDepth, float* b, nint bDepth, nint bPanel, float* c, nint cRow, int rows, int columns, int depth, bool add);

    [Theory]
    [InlineData(1, 16, 5)]
    [InlineData(8, 32, 16)]
    [InlineData(15, 48, 7)]
    [InlineData(23, 37, 64)]
    [InlineData(6, 3, 1)]
    [InlineData(2, 100, 33)]
    public void Multiply_PackedWeights_IsOneChainOfFusedAddsPerElement(int rows, int columns, int depth)
    {
        var (a, weight) = (Random(rows * depth, 1), Random(columns * depth, 2));
        var packed = new PackedMatrix(depth, columns);
        packed.PackTransposed(weight, columns, 0);

        // The two vector widths give the very bits of the scalar chain.
        var expected = new float[rows * columns];
        for (var i = 0; i < rows * columns; i++)
        {
            for (var k = 0; k < depth; k++)
            {
                expected[i] = MathF.FusedMultiplyAdd(a[i / columns * depth + k], weight[i % columns * depth + k], expected[i]);
            }
        }

        Assert.Equal(expected, Product(Gemm512.Multiply, a, packed, rows, add: false));
        Assert.Equal(expected, Product(Gemm256.Multiply, a, packed, rows, add: false));
        Assert.Equal(expected.Select(value => 1 + value), Product(Gemm512.Multiply, a, packed, rows, add: true));
        Assert.Equal(expected.Select(value => 1 + value), Product(Gemm256.Multiply, a, packed, rows, add: true));
    }

    [Theory]
    [InlineData(5, 9, 3)]
    [InlineData(32, 40, 17)]
    public void AddTransposed_TwoMatrices_AddsTheirProduct(int m, int n, int depth)
    {
        var (mStride, nStride) = (AlignedBuffer.Pad(m), AlignedBuffer.Pad(n));
        var (a, b, c) = (Buffer(Random(depth * mStride, 3)), Buffer(Random(depth * nStride, 4)), Buffer(Random(m * n, 5)));
        var before = c.Span[..(m * n)].ToArray();

        Gemm.AddTransposed(a.Pointer, mStride, b.Pointer, nStride, c.Pointer, n, m, n, depth);

        for (var i = 0; i < m * n; i++)
        {
            double expected = before[i];
            for (var k = 0; k < depth; k++) expected += (double)a.Span[k * mStride + i / n] * b.Span[k * nStride + i % n];
            Assert.Equal(expected, c.Span[i], 1e-5);
        }
    }

    [Fact]
    public void Pack_Weight_MultipliesByTheWeightItself()
    {
        // dy (1, 2) · W (2, 3) = (1·1 + 10·4, 1·2 + 10·5, 1·3 + 10·6)
        var packed = new PackedMatrix(2, 3);
        packed.Pack([1, 2, 3, 4, 5, 6], 2, 0);

        Assert.Equal([41f, 52f, 63f], Product(Gemm512.Multiply, [1, 10], packed, 1, add: false));
    }

    private static float[] Product(Kernel kernel, float[] a, PackedMatrix b, int rows, bool add)
    {
        var (left, result) = (Buffer(a), new AlignedBuffer(rows * b.Columns));
        result.Span.Fill(1);
        kernel(
            left.Pointer, b.Depth, 1, b.Pointer, Gemm.PanelWidth, b.Depth * Gemm.PanelWidth, result.Pointer, b.Columns,
            rows, b.Columns, b.Depth, add);
        return result.Span.ToArray();
    }

    private static AlignedBuffer Buffer(float[] values)
    {
        var buffer = new AlignedBuffer(AlignedBuffer.Pad(values.Length));
        values.CopyTo(buffer.Span);
        return buffer;
    }

    private static float[] Random(int length, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }
}
