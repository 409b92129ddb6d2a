namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// A matrix (depth, columns) as panels of 16 columns: element (k, j) at <c>(j / 16) * depth * 16 + k * 16 + j % 16</c>, zero
/// beyond the last column. One panel streams through the first-level cache while all rows pass over it.
/// </summary>
internal sealed unsafe class PackedMatrix(int depth, int columns)
{
    private readonly AlignedBuffer _buffer = new((long)depth * AlignedBuffer.Pad(columns));

    public int Depth { get; } = depth;

    public int Columns { get; } = columns;

    public float* Pointer => _buffer.Pointer;

    /// <summary>Fills columns from <paramref name="start"/> with the rows of a row-major (outputs, depth) weight: y = x · Wᵀ.</summary>
    public void PackTransposed(ReadOnlySpan<float> weight, int outputs, int start)
    {
        for (var j = 0; j < outputs; j++)
        {
            var row = weight.Slice(j * Depth, Depth);
            var target = Pointer + ColumnOffset(start + j);
            for (var k = 0; k < row.Length; k++) target[k * Gemm.PanelWidth] = row[k];
        }
    }

    /// <summary>Fills rows from <paramref name="start"/> with a row-major (count, columns) weight: dx = dy · W.</summary>
    public void Pack(ReadOnlySpan<float> weight, int count, int start)
    {
        for (var k = 0; k < count; k++)
        {
            var row = weight.Slice(k * Columns, Columns);
            for (var j = 0; j < row.Length; j += Gemm.PanelWidth)
            {
                var width = Math.Min(Gemm.PanelWidth, row.Length - j);
                row.Slice(j, width).CopyTo(new Span<float>(Pointer + ColumnOffset(j) + (start + k) * Gemm.PanelWidth, width));
            }
        }
    }

    /// <summary>Copies row <paramref name="k"/> (an embedding) to <paramref name="target"/>, padded to a whole panel.</summary>
    public void CopyRow(int k, float* target)
    {
        for (var j = 0; j < Columns; j += Gemm.PanelWidth)
        {
            var source = Pointer + ColumnOffset(j) + k * Gemm.PanelWidth;
            new ReadOnlySpan<float>(source, Gemm.PanelWidth).CopyTo(new Span<float>(target + j, Gemm.PanelWidth));
        }
    }

    private long ColumnOffset(int j) => (long)(j / Gemm.PanelWidth) * Depth * Gemm.PanelWidth + j % Gemm.PanelWidth;
}
