namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// What one layer computed for the rows of a pass, each array with one padded row a token (rows) or an active token (active).
/// </summary>
internal sealed class LayerTape(Dimensions sizes)
{
    private int _capacity;

    public AlignedBuffer Input { get; private set; } = null!; // (rows, hidden): the residual stream

    public AlignedBuffer InputInverses { get; private set; } = null!; // (rows): 1 / rms

    public AlignedBuffer Normed { get; private set; } = null!; // (rows, hidden)

    public AlignedBuffer KeyValue { get; private set; } = null!; // (rows, keys + values), before the head norm

    public AlignedBuffer ActiveNormed { get; private set; } = null!; // (active, hidden)

    public AlignedBuffer Query { get; private set; } = null!; // (active, queries), before the head norm

    public AlignedBuffer QueryHeads { get; private set; } = null!; // (key/value heads, active * group, head), normed and turned

    public AlignedBuffer SoftmaxMaxima { get; private set; } = null!; // (key/value heads, active * group)

    public AlignedBuffer SoftmaxInverses { get; private set; } = null!; // (key/value heads, active * group): 1 / sum

    public AlignedBuffer Attended { get; private set; } = null!; // (active, queries)

    public AlignedBuffer Middle { get; private set; } = null!; // (active, hidden): the stream after attention

    public AlignedBuffer MiddleInverses { get; private set; } = null!; // (active)

    public AlignedBuffer MiddleNormed { get; private set; } = null!; // (active, hidden)

    public AlignedBuffer GateUp { get; private set; } = null!; // (active, 2 * intermediate)

    public AlignedBuffer Activated { get; private set; } = null!; // (active, intermediate)

    public void Reserve(int rows)
    {
        if (rows <= _capacity) return;
        _capacity = Math.Max(rows, _capacity + _capacity / 2);
        var hidden = (long)_capacity * sizes.HiddenStride;
        var heads = (long)_capacity * sizes.KeyValueHeads * sizes.Group;
        (Input, Normed, ActiveNormed) = (new(hidden), new(hidden), new(hidden));
        (Middle, MiddleNormed) = (new(hidden), new(hidden));
        (InputInverses, MiddleInverses) = (new(_capacity), new(_capacity));
        KeyValue = new(2L * _capacity * sizes.KeyStride);
        Query = new((long)_capacity * sizes.QueryStride);
        Attended = new((long)_capacity * sizes.QueryStride);
        QueryHeads = new(heads * sizes.HeadStride);
        (SoftmaxMaxima, SoftmaxInverses) = (new(heads), new(heads));
        GateUp = new(2L * _capacity * sizes.IntermediateStride);
        Activated = new((long)_capacity * sizes.IntermediateStride);
    }
}
