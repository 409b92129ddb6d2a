using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// <see cref="Gemm"/> on 512-bit vectors: register blocks of 8, 4, 2 or 1 rows by 32 columns. Two panels are the outer loop: they stay
/// in the first-level cache while the rows of A stream past.
/// </summary>
internal static unsafe class Gemm512
{
    private const int BlockColumns = 2 * Gemm.PanelWidth;

    public static void Multiply(
        float* a, nint aRow, nint aDepth, float* b, nint bDepth, nint bPanel, float* c, nint cRow, int rows, int columns, int depth, bool add)
    {
        for (var j = 0; j < columns; j += BlockColumns)
        {
            // A lone last panel is computed twice, and its copy not stored.
            var b1 = columns - j > Gemm.PanelWidth ? b + bPanel : b;
            var width = Math.Min(BlockColumns, columns - j);
            if (width == BlockColumns) Blocks(a, aRow, aDepth, b, b1, bDepth, depth, c + j, cRow, rows, add);
            else NarrowBlocks(a, aRow, aDepth, b, b1, bDepth, depth, c + j, cRow, rows, width, add);
            b += 2 * bPanel;
        }
    }

    private static void Blocks(
        float* a, nint aRow, nint aDepth, float* b0, float* b1, nint bDepth, int depth, float* c, nint cRow, int rows, bool add)
    {
        for (; rows >= 8; rows -= 8, a += 8 * aRow, c += 8 * cRow) Rows8(a, aRow, aDepth, b0, b1, bDepth, depth, c, cRow, add);
        if (rows >= 4)
        {
            Rows4(a, aRow, aDepth, b0, b1, bDepth, depth, c, cRow, add);
            rows -= 4;
            a += 4 * aRow;
            c += 4 * cRow;
        }

        if (rows >= 2)
        {
            Rows2(a, aRow, aDepth, b0, b1, bDepth, depth, c, cRow, add);
            rows -= 2;
            a += 2 * aRow;
            c += 2 * cRow;
        }

        if (rows == 1) Rows1(a, aRow, aDepth, b0, b1, bDepth, depth, c, cRow, add);
    }

    private static void NarrowBlocks(
        float* a, nint aRow, nint aDepth, float* b0, float* b1, nint bDepth, int depth, float* c, nint cRow, int rows, int width, bool add)
    {
        var tile = stackalloc float[8 * BlockColumns];
        for (var i = 0; i < rows; i += 8)
        {
            var count = Math.Min(8, rows - i);
            Blocks(a + i * aRow, aRow, aDepth, b0, b1, bDepth, depth, tile, BlockColumns, count, add: false);
            for (var r = 0; r < count; r++) CopyRow(tile + r * BlockColumns, c + (i + r) * cRow, width, add);
        }
    }

    private static void CopyRow(float* source, float* target, int width, bool add)
    {
        for (var j = 0; j < width; j++) target[j] = add ? target[j] + source[j] : source[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector512<float> left, Vector512<float> right, bool add)
    {
        if (add)
        {
            left += Vector512.Load(c);
            right += Vector512.Load(c + Gemm.PanelWidth);
        }

        left.Store(c);
        right.Store(c + Gemm.PanelWidth);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8(float* a, nint aRow, nint aDepth, float* b0, float* b1, nint bDepth, int depth, float* c, nint cRow, bool add)
    {
        var c00 = Vector512<float>.Zero;
        var c01 = Vector512<float>.Zero;
        var c10 = Vector512<float>.Zero;
        var c11 = Vector512<float>.Zero;
        var c20 = Vector512<float>.Zero;
        var c21 = Vector512<float>.Zero;
        var c30 = Vector512<float>.Zero;
        var c31 = Vector512<float>.Zero;
        var c40 = Vector512<float>.Zero;
        var c41 = Vector512<float>.Zero;
        var c50 = Vector512<float>.Zero;
        var c51 = Vector512<float>.Zero;
        var c60 = Vector512<float>.Zero;
        var c61 = Vector512<float>.Zero;
        var c70 = Vector512<float>.Zero;
        var c71 = Vector512<float>.Zero;
        var a1 = a + 3 * aRow;
        var a2 = a + 6 * aRow;
        var twoRows = 2 * aRow;
        for (var k = 0; k < depth; k++)
        {
            var x0 = Vector512.Load(b0);
            var x1 = Vector512.Load(b1);
            var y0 = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(y0, x0, c00);
            c01 = Vector512.FusedMultiplyAdd(y0, x1, c01);
            var y1 = Vector512.Create(a[aRow]);
            c10 = Vector512.FusedMultiplyAdd(y1, x0, c10);
            c11 = Vector512.FusedMultiplyAdd(y1, x1, c11);
            var y2 = Vector512.Create(a[twoRows]);
            c20 = Vector512.FusedMultiplyAdd(y2, x0, c20);
            c21 = Vector512.FusedMultiplyAdd(y2, x1, c21);
            var y3 = Vector512.Create(*a1);
            c30 = Vector512.FusedMultiplyAdd(y3, x0, c30);
            c31 = Vector512.FusedMultiplyAdd(y3, x1, c31);
            var y4 = Vector512.Create(a1[aRow]);
            c40 = Vector512.FusedMultiplyAdd(y4, x0, c40);
            c41 = Vector512.FusedMultiplyAdd(y4, x1, c41);
            var y5 = Vector512.Create(a1[twoRows]);
            c50 = Vector512.FusedMultiplyAdd(y5, x0, c50);
            c51 = Vector512.FusedMultiplyAdd(y5, x1, c51);
            var y6 = Vector512.Create(*a2);
            c60 = Vector512.FusedMultiplyAdd(y6, x0, c60);
            c61 = Vector512.FusedMultiplyAdd(y6, x1, c61);
            var y7 = Vector512.Create(a2[aRow]);
            c70 = Vector512.FusedMultiplyAdd(y7, x0, c70);
            c71 = Vector512.FusedMultiplyAdd(y7, x1, c71);
            b0 += bDepth;
            b1 += bDepth;
            a += aDepth;
            a1 += aDepth;
            a2 += aDepth;
        }

        Store(c, c00, c01, add);
        Store(c + 1 * cRow, c10, c11, add);
        Store(c + 2 * cRow, c20, c21, add);
        Store(c + 3 * cRow, c30, c31, add);
        Store(c + 4 * cRow, c40, c41, add);
        Store(c + 5 * cRow, c50, c51, add);
        Store(c + 6 * cRow, c60, c61, add);
        Store(c + 7 * cRow, c70, c71, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(float* a, nint aRow, nint aDepth, float* b0, float* b1, nint bDepth, int depth, float* c, nint cRow, bool add)
    {
        var c00 = Vector512<float>.Zero;
        var c01 = Vector512<float>.Zero;
        var c10 = Vector512<float>.Zero;
        var c11 = Vector512<float>.Zero;
        var c20 = Vector512<float>.Zero;
        var c21 = Vector512<float>.Zero;
        var c30 = Vector512<float>.Zero;
        var c31 = Vector512<float>.Zero;
        var a1 = a + 3 * aRow;
        var twoRows = 2 * aRow;
        for (var k = 0; k < depth; k++)
        {
            var x0 = Vector512.Load(b0);
            var x1 = Vector512.Load(b1);
            var y0 = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(y0, x0, c00);
            c01 = Vector512.FusedMultiplyAdd(y0, x1, c01);
            var y1 = Vector512.Create(a[aRow]);
            c10 = Vector512.FusedMultiplyAdd(y1, x0, c10);
            c11 = Vector512.FusedMultiplyAdd(y1, x1, c11);
            var y2 = Vector512.Create(a[twoRows]);
            c20 = Vector512.FusedMultiplyAdd(y2, x0, c20);
            c21 = Vector512.FusedMultiplyAdd(y2, x1, c21);
            var y3 = Vector512.Create(*a1);
            c30 = Vector512.FusedMultiplyAdd(y3, x0, c30);
            c31 = Vector512.FusedMultiplyAdd(y3, x1, c31);
            b0 += bDepth;
            b1 += bDepth;
            a += aDepth;
            a1 += aDepth;
        }

        Store(c, c00, c01, add);
        Store(c + 1 * cRow, c10, c11, add);
        Store(c + 2 * cRow, c20, c21, add);
        Store(c + 3 * cRow, c30, c31, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows2(float* a, nint aRow, nint aDepth, float* b0, float* b1, nint bDepth, int depth, float* c, nint cRow, bool add)
    {
        var c00 = Vector512<float>.Zero;
        var c01 = Vector512<float>.Zero;
        var c10 = Vector512<float>.Zero;
        var c11 = Vector512<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var x0 = Vector512.Load(b0);
            var x1 = Vector512.Load(b1);
            var y0 = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(y0, x0, c00);
            c01 = Vector512.FusedMultiplyAdd(y0, x1, c01);
            var y1 = Vector512.Create(a[aRow]);
            c10 = Vector512.FusedMultiplyAdd(y1, x0, c10);
            c11 = Vector512.FusedMultiplyAdd(y1, x1, c11);
            b0 += bDepth;
            b1 += bDepth;
            a += aDepth;
        }

        Store(c, c00, c01, add);
        Store(c + 1 * cRow, c10, c11, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(float* a, nint aRow, nint aDepth, float* b0, float* b1, nint bDepth, int depth, float* c, nint cRow, bool add)
    {
        var c00 = Vector512<float>.Zero;
        var c01 = Vector512<float>.Zero;
        for (var k = 0; k < depth; k++)
        {
            var x0 = Vector512.Load(b0);
            var x1 = Vector512.Load(b1);
            var y0 = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(y0, x0, c00);
            c01 = Vector512.FusedMultiplyAdd(y0, x1, c01);
            b0 += bDepth;
            b1 += bDepth;
            a += aDepth;
        }

        Store(c, c00, c01, add);
    }
}
