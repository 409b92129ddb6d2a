namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// The transformer over one set of packed rows, leaving keys and values in the sequences' caches. Every row is computed the same way
/// whatever is packed beside it. Not thread-safe: it owns its working memory.
/// </summary>
internal sealed unsafe class ForwardPass
{
    // Rows of the score matrix held at once: with 8 rows a register block, enough to reuse each panel of keys twice.
    private const int AttentionBlockRows = 16;

    private readonly Dimensions _sizes;
    private readonly RotaryTable _rotary;
    private readonly LayerTape[] _tapes;
    private AlignedBuffer _output = new(0);
    private AlignedBuffer _finalNormed = new(0);
    private AlignedBuffer _finalInverses = new(0);
    private AlignedBuffer _headOutputs = new(0);
    private AlignedBuffer _scores = new(0);
    private int _capacity;

    /// <param name="keepTapes">Whether each layer's intermediate results are kept for the backward pass.</param>
    public ForwardPass(Dimensions sizes, RotaryTable rotary, bool keepTapes)
    {
        (_sizes, _rotary) = (sizes, rotary);
        _tapes = new LayerTape[sizes.Layers];
        for (var i = 0; i < _tapes.Length; i++) _tapes[i] = keepTapes || i == 0 ? new LayerTape(sizes) : _tapes[0];
    }

    public IReadOnlyList<LayerTape> Tapes => _tapes;

    public AlignedBuffer Output => _output; // (active, hidden): the residual stream after the last layer

    public AlignedBuffer FinalNormed => _finalNormed; // (active, hidden)

    public AlignedBuffer FinalInverses => _finalInverses; // (active)

    /// <summary>Fills <see cref="FinalNormed"/> for the active rows; the caches' lengths are the caller's to change.</summary>
    public void Run(ModelWeights weights, PackedRows rows)
    {
        Reserve(rows);
        var stream = _tapes[0].Input.Pointer;
        for (var i = 0; i < rows.Rows; i++) weights.Embedding.Backward.CopyRow(rows.Tokens[i], stream + (long)i * _sizes.HiddenStride);

        for (var layer = 0; layer < _tapes.Length; layer++)
        {
            var next = layer + 1 < _tapes.Length ? _tapes[layer + 1].Input : _output;
            RunLayer(weights.Layers[layer], layer, rows, next.Pointer);
        }

        RmsNorm.ForwardRows(
            _output.Pointer, weights.FinalNorm.Pointer, _finalNormed.Pointer, _finalInverses.Pointer, rows.ActiveRows,
            _sizes.Hidden, _sizes.HiddenStride, _sizes.Epsilon);
    }

    private void RunLayer(LayerWeights weights, int layer, PackedRows rows, float* output)
    {
        var (tape, hidden, last) = (_tapes[layer], _sizes.HiddenStride, layer == _tapes.Length - 1);
        RmsNorm.ForwardRows(
            tape.Input.Pointer, weights.InputNorm.Pointer, tape.Normed.Pointer, tape.InputInverses.Pointer, rows.Rows,
            _sizes.Hidden, hidden, _sizes.Epsilon);
        Gemm.Multiply(tape.Normed.Pointer, hidden, weights.KeyValue.Forward, tape.KeyValue.Pointer, 2 * _sizes.KeyStride, rows.Rows);
        CacheKeyValues(weights, layer, rows);

        // The last layer's output is read at active rows only.
        var active = last ? rows.ActiveRows : rows.Rows;
        if (active == 0) return;
        if (last) Gather(tape, rows);
        else VectorMath.Copy(tape.Input.Pointer, tape.Middle.Pointer, (long)active * hidden);

        fixed (int* positions = last ? rows.ActivePositions : rows.Positions)
        {
            Attend(weights, layer, rows, last ? tape.ActiveNormed.Pointer : tape.Normed.Pointer, active, positions);
        }

        FeedForward(weights, tape, active, output);
    }

    private void CacheKeyValues(LayerWeights weights, int layer, PackedRows rows)
    {
        var key = stackalloc float[_sizes.HeadStride];
        new Span<float>(key, _sizes.HeadStride).Clear();
        foreach (var segment in rows.Segments)
        {
            for (var i = 0; i < segment.Rows; i++)
            {
                var row = _tapes[layer].KeyValue.Pointer + (segment.FirstRow + i) * 2L * _sizes.KeyStride;
                for (var head = 0; head < _sizes.KeyValueHeads; head++)
                {
                    VectorMath.Copy(row + head * _sizes.Head, key, _sizes.Head);
                    NormAndRotate(key, weights.KeyNorm.Pointer, segment.FirstPosition + i);
                    segment.Cache.WriteKey(layer, head, segment.FirstPosition + i, key);
                    segment.Cache.WriteValue(layer, head, segment.FirstPosition + i, row + _sizes.KeyStride + head * _sizes.Head);
                }
            }
        }
    }

    private void Gather(LayerTape tape, PackedRows rows)
    {
        for (var i = 0; i < rows.ActiveRows; i++)
        {
            var (from, to) = ((long)rows.Active[i] * _sizes.HiddenStride, (long)i * _sizes.HiddenStride);
            VectorMath.Copy(tape.Input.Pointer + from, tape.Middle.Pointer + to, _sizes.HiddenStride);
            VectorMath.Copy(tape.Normed.Pointer + from, tape.ActiveNormed.Pointer + to, _sizes.HiddenStride);
        }
    }

    private void Attend(LayerWeights weights, int layer, PackedRows rows, float* normed, int active, int* positions)
    {
        var (tape, queries) = (_tapes[layer], _sizes.QueryStride);
        Gemm.Multiply(normed, _sizes.HiddenStride, weights.Query.Forward, tape.Query.Pointer, queries, active);
        SplitQueries(weights, tape, active, positions);
        var last = layer == _tapes.Length - 1;
        foreach (var segment in rows.Segments)
        {
            var (first, count) = last ? (segment.FirstActive, segment.ActiveRows) : (segment.FirstRow, segment.Rows);
            if (count == 0) continue;
            for (var head = 0; head < _sizes.KeyValueHeads; head++)
            {
                AttentionOf(layer, segment.Cache, head, active, first, count, positions)
                    .Forward(_headOutputs.Pointer, _scores.Pointer, AttentionBlockRows);
                MergeHeads(tape, head, first, count);
            }
        }

        Gemm.Multiply(
            tape.Attended.Pointer, queries, weights.Output.Forward, tape.Middle.Pointer, _sizes.HiddenStride, active, add: true);
    }

    /// <summary>The rows of one sequence in one layer and key/value head, among <paramref name="active"/> rows of the pass.</summary>
    public AttentionRows AttentionOf(int layer, KeyValueCache cache, int head, int active, int first, int count, int* positions)
    {
        var row = ((long)head * active + first) * _sizes.Group;
        return new AttentionRows
        {
            Queries = _tapes[layer].QueryHeads.Pointer + row * _sizes.HeadStride,
            Keys = cache.Keys(layer, head),
            Values = cache.Values(layer, head),
            Positions = positions + first,
            Maxima = _tapes[layer].SoftmaxMaxima.Pointer + row,
            Inverses = _tapes[layer].SoftmaxInverses.Pointer + row,
            Rows = count * _sizes.Group,
            Sizes = _sizes,
        };
    }

    private void SplitQueries(LayerWeights weights, LayerTape tape, int active, int* positions)
    {
        var target = tape.QueryHeads.Pointer;
        for (var head = 0; head < _sizes.KeyValueHeads; head++)
        {
            for (var i = 0; i < active; i++)
            {
                var source = tape.Query.Pointer + (long)i * _sizes.QueryStride + head * _sizes.Group * _sizes.Head;
                for (var g = 0; g < _sizes.Group; g++, target += _sizes.HeadStride, source += _sizes.Head)
                {
                    VectorMath.Copy(source, target, _sizes.Head);
                    NormAndRotate(target, weights.QueryNorm.Pointer, positions[i]);
                }
            }
        }
    }

    private void NormAndRotate(float* head, float* norm, int position)
    {
        RmsNorm.Forward(head, norm, head, _sizes.Head, _sizes.HeadStride, _sizes.Epsilon);
        _rotary.Rotate(head, position);
    }

    private void MergeHeads(LayerTape tape, int head, int first, int count)
    {
        var source = _headOutputs.Pointer;
        for (var i = 0; i < count; i++)
        {
            var target = tape.Attended.Pointer + (long)(first + i) * _sizes.QueryStride + head * _sizes.Group * _sizes.Head;
            for (var g = 0; g < _sizes.Group; g++, source += _sizes.HeadStride, target += _sizes.Head)
            {
                VectorMath.Copy(source, target, _sizes.Head);
            }
        }
    }

    private void FeedForward(LayerWeights weights, LayerTape tape, int active, float* output)
    {
        var (hidden, intermediate) = (_sizes.HiddenStride, _sizes.IntermediateStride);
        RmsNorm.ForwardRows(
            tape.Middle.Pointer, weights.MiddleNorm.Pointer, tape.MiddleNormed.Pointer, tape.MiddleInverses.Pointer, active,
            _sizes.Hidden, hidden, _sizes.Epsilon);
        Gemm.Multiply(tape.MiddleNormed.Pointer, hidden, weights.GateUp.Forward, tape.GateUp.Pointer, 2 * intermediate, active);
        SwiGlu.Forward(tape.GateUp.Pointer, tape.Activated.Pointer, active, intermediate);
        VectorMath.Copy(tape.Middle.Pointer, output, (long)active * hidden);
        Gemm.Multiply(tape.Activated.Pointer, intermediate, weights.Down.Forward, output, hidden, active, add: true);
    }

    private void Reserve(PackedRows rows)
    {
        var positions = 0;
        foreach (var segment in rows.Segments)
        {
            segment.Cache.Reserve(segment.FirstPosition + segment.Rows);
            positions = Math.Max(positions, segment.FirstPosition + segment.Rows);
        }

        foreach (var tape in _tapes) tape.Reserve(rows.Rows);
        var scores = AttentionBlockRows * KeyValueCache.Pad(positions);
        if (_scores.Length < scores) _scores = new AlignedBuffer(2 * scores);
        if (_capacity >= rows.Rows) return;
        _capacity = Math.Max(rows.Rows, _capacity + _capacity / 2);
        _output = new AlignedBuffer((long)_capacity * _sizes.HiddenStride);
        _finalNormed = new AlignedBuffer((long)_capacity * _sizes.HiddenStride);
        _finalInverses = new AlignedBuffer(_capacity);
        _headOutputs = new AlignedBuffer((long)_capacity * _sizes.Group * _sizes.HeadStride);
    }
}
