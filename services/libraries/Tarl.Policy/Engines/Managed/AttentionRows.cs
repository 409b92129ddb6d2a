using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// Causal attention of one sequence's active rows to its cache, for one key/value head. A row is a (position, query head) pair;
/// the query heads that share the key/value head lie side by side. Each row's result depends on its own query and on the positions
/// up to its own only: positions after it weigh exactly 0 in sums that start at 0.
/// </summary>
internal readonly unsafe struct AttentionRows
{
    public required float* Queries { get; init; } // (active * group, head)

    public required float* Keys { get; init; } // panels of 16 positions

    public required float* Values { get; init; } // (positions, head)

    /// <summary>Position of each active row; row r of the group-expanded rows is at Positions[r / group].</summary>
    public required int* Positions { get; init; }

    public required float* Maxima { get; init; } // (active * group)

    public required float* Inverses { get; init; } // (active * group): 1 / sum

    public required int Rows { get; init; } // active * group

    public required Dimensions Sizes { get; init; }

    /// <summary>
    /// Writes the attended values (rows, head) divided by the softmax's sum; <paramref name="scores"/> has room for
    /// <paramref name="blockRows"/> rows over all positions.
    /// </summary>
    public void Forward(float* output, float* scores, int blockRows)
    {
        var (stride, depth) = (Sizes.HeadStride, Sizes.Head);
        for (var first = 0; first < Rows; first += blockRows)
        {
            var rows = Math.Min(blockRows, Rows - first);
            var length = Length(first + rows - 1);
            var padded = KeyValueCache.Pad(length);
            MultiplyKeys(first, rows, padded, scores);
            for (var r = 0; r < rows; r++)
            {
                Inverses[first + r] = Exponentials(scores + (long)r * padded, Length(first + r), padded, out var max);
                Maxima[first + r] = max;
            }

            var target = output + (long)first * stride;
            Gemm.Multiply(scores, padded, 1, Values, stride, Gemm.PanelWidth, target, stride, rows, depth, length, add: false);
            for (var r = 0; r < rows; r++) Scale(target + r * stride, Inverses[first + r], stride);
        }
    }

    /// <summary>The softmax of rows first … first + rows − 1 again, into scores (rows, padded), from the saved maxima and sums.</summary>
    public void Probabilities(int first, int rows, int padded, float* scores)
    {
        MultiplyKeys(first, rows, padded, scores);
        for (var r = 0; r < rows; r++)
        {
            var row = scores + (long)r * padded;
            var (max, inverse) = (Vector256.Create(Maxima[first + r]), Vector256.Create(Inverses[first + r]));
            var scale = Vector256.Create(Sizes.AttentionScale);
            MaskAfter(row, Length(first + r), padded);
            for (var i = 0; i < padded; i += VectorMath.Width)
            {
                (VectorMath.Exp((Vector256.Load(row + i) - max) * scale) * inverse).Store(row + i);
            }
        }
    }

    /// <summary>Positions that a row attends to.</summary>
    public int Length(int row) => Positions[row / Sizes.Group] + 1;

    private void MultiplyKeys(int first, int rows, int padded, float* scores) => Gemm.Multiply(
        Queries + (long)first * Sizes.HeadStride, Sizes.HeadStride, 1,
        Keys, Gemm.PanelWidth, Sizes.HeadStride * Gemm.PanelWidth, scores, padded, rows, padded, Sizes.Head, add: false);

    /// <summary>Turns a row of q · k into exp((q · k − max) · scale), 0 beyond its length; returns 1 / sum.</summary>
    private float Exponentials(float* row, int length, int padded, out float max)
    {
        MaskAfter(row, length, padded);
        var maxima = Vector256.Load(row);
        for (var i = VectorMath.Width; i < padded; i += VectorMath.Width) maxima = Vector256.Max(maxima, Vector256.Load(row + i));
        max = maxima[0];
        for (var lane = 1; lane < VectorMath.Width; lane++) max = MathF.Max(max, maxima[lane]);

        var (shift, scale, sum) = (Vector256.Create(max), Vector256.Create(Sizes.AttentionScale), Vector256<float>.Zero);
        for (var i = 0; i < padded; i += VectorMath.Width)
        {
            var e = VectorMath.Exp((Vector256.Load(row + i) - shift) * scale);
            e.Store(row + i);
            sum += e;
        }

        return 1 / Vector256.Sum(sum);
    }

    private static void MaskAfter(float* row, int length, int padded) =>
        new Span<float>(row + length, padded - length).Fill(float.NegativeInfinity);

    private static void Scale(float* row, float factor, int paddedLength)
    {
        for (var i = 0; i < paddedLength; i += VectorMath.Width) (Vector256.Load(row + i) * factor).Store(row + i);
    }
}
