namespace Tarl.Policy.Engines.Managed;

/// <summary>The backward pass's derivatives for one sequence; the same memory serves every layer.</summary>
internal sealed class GradientWorkspace(Dimensions sizes)
{
    private int _capacity;
    private int _positions;

    public AlignedBuffer Stream { get; private set; } = null!; // (rows, hidden): the residual stream

    public AlignedBuffer Middle { get; private set; } = null!; // (active, hidden)

    public AlignedBuffer Normed { get; private set; } = null!; // (rows, hidden)

    public AlignedBuffer ActiveNormed { get; private set; } = null!; // (active, hidden)

    public AlignedBuffer Attended { get; private set; } = null!; // (active, queries)

    public AlignedBuffer Query { get; private set; } = null!; // (active, queries)

    public AlignedBuffer KeyValue { get; private set; } = null!; // (rows, keys + values)

    public AlignedBuffer Activated { get; private set; } = null!; // (active, intermediate)

    public AlignedBuffer GateUp { get; private set; } = null!; // (active, 2 * intermediate)

    public AlignedBuffer HeadOutputs { get; private set; } = null!; // (active * group, head)

    public AlignedBuffer HeadQueries { get; private set; } = null!; // (active * group, head)

    public AlignedBuffer HeadKeys { get; private set; } = null!; // (positions, head)

    public AlignedBuffer HeadValues { get; private set; } = null!; // (positions, head)

    public AlignedBuffer KeyRows { get; private set; } = null!; // (positions, head): the cached keys, row by row

    public AlignedBuffer ValuePanels { get; private set; } = null!; // panels of 16 positions: the cached values

    public AlignedBuffer Probabilities { get; private set; } = null!; // (block rows, positions)

    public AlignedBuffer Scores { get; private set; } = null!; // (block rows, positions)

    public void Reserve(int rows, int positions, int blockRows)
    {
        if (rows > _capacity) ReserveRows(Math.Max(rows, _capacity + _capacity / 2));
        if (positions <= _positions) return;
        _positions = KeyValueCache.Pad(Math.Max(positions, _positions + _positions / 2));
        var head = (long)_positions * sizes.HeadStride;
        (HeadKeys, HeadValues, KeyRows, ValuePanels) = (new(head), new(head), new(head), new(head));
        Probabilities = new((long)blockRows * _positions);
        Scores = new((long)blockRows * _positions);
    }

    private void ReserveRows(int rows)
    {
        _capacity = rows;
        var hidden = (long)rows * sizes.HiddenStride;
        (Stream, Middle, Normed, ActiveNormed) = (new(hidden), new(hidden), new(hidden), new(hidden));
        Attended = new((long)rows * sizes.QueryStride);
        Query = new((long)rows * sizes.QueryStride);
        KeyValue = new(2L * rows * sizes.KeyStride);
        Activated = new((long)rows * sizes.IntermediateStride);
        GateUp = new(2L * rows * sizes.IntermediateStride);
        var heads = (long)rows * sizes.Group * sizes.HeadStride;
        (HeadOutputs, HeadQueries) = (new(heads), new(heads));
    }
}
