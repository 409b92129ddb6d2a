using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// The gradient of <see cref="AttentionRows"/> for one key/value head of a whole sequence, the softmax recomputed block by block.
/// With P the probabilities and O = P · V: dV = Pᵀ · dO, dP = dO · Vᵀ, dS = P ∘ (dP − rowsum(P ∘ dP)) · scale, dQ = dS · K, dK = dSᵀ · Q.
/// </summary>
internal static unsafe class AttentionGradient
{
    /// <summary>Rows of the probability matrix held at once.</summary>
    public const int BlockRows = 32;

    /// <summary>
    /// Reads dO from the workspace's HeadOutputs; writes HeadQueries, HeadKeys and HeadValues, for <paramref name="positions"/> positions.
    /// </summary>
    public static void Compute(in AttentionRows rows, GradientWorkspace workspace, int positions)
    {
        var sizes = rows.Sizes;
        var stride = sizes.HeadStride;
        TurnCache(rows, workspace, positions);
        new Span<float>(workspace.HeadKeys.Pointer, positions * stride).Clear();
        new Span<float>(workspace.HeadValues.Pointer, positions * stride).Clear();
        for (var first = 0; first < rows.Rows; first += BlockRows)
        {
            var count = Math.Min(BlockRows, rows.Rows - first);
            var length = rows.Length(first + count - 1);
            var padded = KeyValueCache.Pad(length);
            var (p, s) = (workspace.Probabilities, workspace.Scores);
            var outputs = workspace.HeadOutputs.Pointer + (long)first * stride;
            rows.Probabilities(first, count, padded, p.Pointer);
            Gemm.Multiply(
                outputs, stride, 1, workspace.ValuePanels.Pointer, Gemm.PanelWidth, stride * Gemm.PanelWidth,
                s.Pointer, padded, count, padded, sizes.Head, add: false);
            for (var r = 0; r < count; r++) SoftmaxGradient(p.Pointer + r * padded, s.Pointer + r * padded, padded, sizes.AttentionScale);

            Gemm.Multiply(
                s.Pointer, padded, 1, workspace.KeyRows.Pointer, stride, Gemm.PanelWidth,
                workspace.HeadQueries.Pointer + (long)first * stride, stride, count, sizes.Head, length, add: false);
            var queries = rows.Queries + (long)first * stride;
            Gemm.AddTransposed(s.Pointer, padded, queries, stride, workspace.HeadKeys.Pointer, stride, length, sizes.Head, count);
            Gemm.AddTransposed(p.Pointer, padded, outputs, stride, workspace.HeadValues.Pointer, stride, length, sizes.Head, count);
        }
    }

    /// <summary>Keys from panels to rows, values from rows to panels.</summary>
    private static void TurnCache(in AttentionRows rows, GradientWorkspace workspace, int positions)
    {
        var (size, stride) = (rows.Sizes.Head, rows.Sizes.HeadStride);
        new Span<float>(workspace.ValuePanels.Pointer, KeyValueCache.Pad(positions) * stride).Clear();
        for (var position = 0; position < positions; position++)
        {
            var row = (long)position * stride;
            var panel = (long)(position / Gemm.PanelWidth) * stride * Gemm.PanelWidth + position % Gemm.PanelWidth;
            for (var i = 0; i < size; i++)
            {
                workspace.KeyRows.Pointer[row + i] = rows.Keys[panel + i * Gemm.PanelWidth];
                workspace.ValuePanels.Pointer[panel + i * Gemm.PanelWidth] = rows.Values[row + i];
            }
        }
    }

    /// <summary>Turns a row of dP into dS.</summary>
    private static void SoftmaxGradient(float* p, float* s, int padded, float scale)
    {
        var mean = Vector256.Create(VectorMath.Dot(p, s, padded));
        for (var i = 0; i < padded; i += VectorMath.Width)
        {
            (Vector256.Load(p + i) * (Vector256.Load(s + i) - mean) * scale).Store(s + i);
        }
    }
}
