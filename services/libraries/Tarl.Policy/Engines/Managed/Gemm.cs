using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// C (rows, columns) = A (rows, depth) · B (depth, columns), optionally added to C. Every element of C is one chain of fused
/// multiply-adds over ascending depth, starting at zero, so it does not depend on how many rows or columns are computed beside it,
/// nor on the vector width: a token's logits are the same bits when decoded alone, prefilled or trained on.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>Columns in a panel of B; panels are read as whole vectors.</summary>
    public const int PanelWidth = 16;

    /// <summary>
    /// A's element (i, k) is <c>a[i * aRow + k * aDepth]</c>; B's element (k, j) is
    /// <c>b[(j / 16) * bPanel + k * bDepth + j % 16]</c>, readable to the end of its last panel. C is row-major.
    /// </summary>
    public static void Multiply(
        float* a, nint aRow, nint aDepth, float* b, nint bDepth, nint bPanel, float* c, nint cRow, int rows, int columns, int depth, bool add)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Gemm512.Multiply(a, aRow, aDepth, b, bDepth, bPanel, c, cRow, rows, columns, depth, add);
        }
        else
        {
            Gemm256.Multiply(a, aRow, aDepth, b, bDepth, bPanel, c, cRow, rows, columns, depth, add);
        }
    }

    /// <summary>Row-major A times packed panels.</summary>
    public static void Multiply(float* a, int aRow, PackedMatrix b, float* c, int cRow, int rows, bool add = false) =>
        Multiply(a, aRow, 1, b.Pointer, PanelWidth, (nint)b.Depth * PanelWidth, c, cRow, rows, b.Columns, b.Depth, add);

    /// <summary>
    /// C (m, n) += Aᵀ · B for row-major A (depth, m) and B (depth, n): a weight's gradient from the gradients and inputs of all rows.
    /// </summary>
    public static void AddTransposed(float* a, int aRow, float* b, int bRow, float* c, int cRow, int m, int n, int depth) =>
        Multiply(a, 1, aRow, b, bRow, PanelWidth, c, cRow, m, n, depth, add: true);
}
