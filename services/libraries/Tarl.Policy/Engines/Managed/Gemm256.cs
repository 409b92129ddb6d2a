using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary><see cref="Gemm"/> on 256-bit vectors: register blocks of 6, 4, 2 or 1 rows by one panel of 16 columns.</summary>
internal static unsafe class Gemm256
{
    public static void Multiply(
        float* a, nint aRow, nint aDepth, float* b, nint bDepth, nint bPanel, float* c, nint cRow, int rows, int columns, int depth, bool add)
    {
        for (var j = 0; j < columns; j += Gemm.PanelWidth, b += bPanel)
        {
            var width = Math.Min(Gemm.PanelWidth, columns - j);
            if (width == Gemm.PanelWidth) Blocks(a, aRow, aDepth, b, bDepth, depth, c + j, cRow, rows, add);
            else NarrowBlocks(a, aRow, aDepth, b, bDepth, depth, c + j, cRow, rows, width, add);
        }
    }

    private static void Blocks(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* c, nint cRow, int rows, bool add)
    {
        for (; rows >= 6; rows -= 6, a += 6 * aRow, c += 6 * cRow) Rows6(a, aRow, aDepth, b, bDepth, depth, c, cRow, add);
        if (rows >= 4)
        {
            Rows4(a, aRow, aDepth, b, bDepth, depth, c, cRow, add);
            rows -= 4;
            a += 4 * aRow;
            c += 4 * cRow;
        }

        if (rows >= 2)
        {
            Rows2(a, aRow, aDepth, b, bDepth, depth, c, cRow, add);
            rows -= 2;
            a += 2 * aRow;
            c += 2 * cRow;
        }

        if (rows == 1) Rows1(a, aRow, aDepth, b, bDepth, depth, c, cRow, add);
    }

    private static void NarrowBlocks(
        float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* c, nint cRow, int rows, int width, bool add)
    {
        var tile = stackalloc float[6 * Gemm.PanelWidth];
        for (var i = 0; i < rows; i += 6)
        {
            var count = Math.Min(6, rows - i);
            Blocks(a + i * aRow, aRow, aDepth, b, bDepth, depth, tile, Gemm.PanelWidth, count, add: false);
            for (var r = 0; r < count; r++) CopyRow(tile + r * Gemm.PanelWidth, c + (i + r) * cRow, width, add);
        }
    }

    private static void CopyRow(float* source, float* target, int width, bool add)
    {
        for (var j = 0; j < width; j++) target[j] = add ? target[j] + source[j] : source[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector256<float> left, Vector256<float> right, bool add)
    {
        if (add)
        {
            left += Vector256.Load(c);
            right += Vector256.Load(c + 8);
        }

        left.Store(c);
        right.Store(c + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* c, nint cRow, bool add)
    {
        var c00 = Vector256<float>.Zero;
        var c01 = Vector256<float>.Zero;
        var c10 = Vector256<float>.Zero;
        var c11 = Vector256<float>.Zero;
        var c20 = Vector256<float>.Zero;
        var c21 = Vector256<float>.Zero;
        var c30 = Vector256<float>.Zero;
        var c31 = Vector256<float>.Zero;
        var c40 = Vector256<float>.Zero;
        var c41 = Vector256<float>.Zero;
        var c50 = Vector256<float>.Zero;
        var c51 = Vector256<float>.Zero;
        var a1 = a + 3 * aRow;
        var twoRows = 2 * aRow;
        for (var k = 0; k < depth; k++)
        {
            var x0 = Vector256.Load(b);
            var x1 = Vector256.Load(b + 8);
            var y0 = Vector256.Create(*a);
            c00 = Vector256.FusedMultiplyAdd(y0, x0, c00);
            c01 = Vector256.FusedMultiplyAdd(y0, x1, c01);
            var y1 = Vector256.Create(a[aRow]);
            c10 = Vector256.FusedMultiplyAdd(y1, x0, c10);
            c11 = Vector256.FusedMultiplyAdd(y1, x1, c11);
            var y2 = Vector256.Create(a[twoRows]);
            c20 = Vector256.FusedMultiplyAdd(y2, x0, c20);
            c21 = Vector256.FusedMultiplyAdd(y2, x1, c21);
            var y3 = Vector256.Create(*a1);
            c30 = Vector256.FusedMultiplyAdd(y3, x0, c30);
            c31 = Vector256.FusedMultiplyAdd(y3, x1, c31);
            var y4 = Vector256.Create(a1[aRow]);
            c40 = Vector256.FusedMultiplyAdd(y4, x0, c40);
            c41 = Vector256.FusedMultiplyAdd(y4, x1, c41);
            var y5 = Vector256.Create(a1[twoRows]);
            c50 = Vector256.FusedMultiplyAdd(y5, x0, c50);
            c51 = Vector256.FusedMultiplyAdd(y5, x1, c51);
            b += bDepth;
            a += aDepth;
            a1 += aDepth;
        }

        Store(c, c00, c01, add);
        Store(c + 1 * cRow, c10, c11, add);
        Store(c + 2 * cRow, c20, c21, add);
        Store(c + 3 * cRow, c30, c31, add);
        Store(c + 4 * cRow, c40, c41, add);
        Store(c + 5 * cRow, c50, c51, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* c, nint cRow, bool add)
    {
        var c00 = Vector256<float>.Zero;
        var c01 = Vector256<float>.Zero;
        var c10 = Vector256<float>.Zero;
        var c11 = Vector256<float>.Zero;
        var c20 = Vector256<float>.Zero;
        var c21 = Vector256<float>.Zero;
        var c30 = Vector256<float>.Zero;
        var c31 = Vector256<float>.Zero;
        var a1 = a + 3 * aRow;
        var twoRows = 2 * aRow;
        for (var k = 0; k < depth; k++)
        {
            var x0 = Vector256.Load(b);
            var x1 = Vector256.Load(b + 8);
            var y0 = Vector256.Create(*a);
            c00 = Vector256.FusedMultiplyAdd(y0, x0, c00);
            c01 = Vector256.FusedMultiplyAdd(y0, x1, c01);
            var y1 = Vector256.Create(a[aRow]);
            c10 = Vector256.FusedMultiplyAdd(y1, x0, c10);
            c11 = Vector256.FusedMultiplyAdd(y1, x1, c11);
            var y2 = Vector256.Create(a[twoRows]);
            c20 = Vector256.FusedMultiplyAdd(y2, x0, c20);
            c21 = Vector256.FusedMultiplyAdd(y2, x1, c21);
            var y3 = Vector256.Create(*a1);
            c30 = Vector256.FusedMultiplyAdd(y3, x0, c30);
            c31 = Vector256.FusedMultiplyAdd(y3, x1, c31);
            b += bDepth;
            a += aDepth;
            a1 += aDepth;
        }

        Store(c, c00, c01, add);
        Store(c + 1 * cRow, c10, c11, add);
        Store(c + 2 * cRow, c20, c21, add);
        Store(c + 3 * cRow, c30, c31, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows2(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* c, nint cRow, bool add)
    {
        var c00 = Vector256<float>.Zero;
        var c01 = Vector256<float>.Zero;
        var c10 = Vector256<float>.Zero;
        var c11 = Vector256<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var x0 = Vector256.Load(b);
            var x1 = Vector256.Load(b + 8);
            var y0 = Vector256.Create(*a);
            c00 = Vector256.FusedMultiplyAdd(y0, x0, c00);
            c01 = Vector256.FusedMultiplyAdd(y0, x1, c01);
            var y1 = Vector256.Create(a[aRow]);
            c10 = Vector256.FusedMultiplyAdd(y1, x0, c10);
            c11 = Vector256.FusedMultiplyAdd(y1, x1, c11);
            b += bDepth;
            a += aDepth;
        }

        Store(c, c00, c01, add);
        Store(c + 1 * cRow, c10, c11, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(float* a, nint aRow, nint aDepth, float* b, nint bDepth, int depth, float* c, nint cRow, bool add)
    {
        var c00 = Vector256<float>.Zero;
        var c01 = Vector256<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var x0 = Vector256.Load(b);
            var x1 = Vector256.Load(b + 8);
            var y0 = Vector256.Create(*a);
            c00 = Vector256.FusedMultiplyAdd(y0, x0, c00);
            c01 = Vector256.FusedMultiplyAdd(y0, x1, c01);
            b += bDepth;
            a += aDepth;
        }

        Store(c, c00, c01, add);
    }
}
