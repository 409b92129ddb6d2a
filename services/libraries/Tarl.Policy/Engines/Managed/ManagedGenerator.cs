namespace Tarl.Policy.Engines.Managed;

/// <inheritdoc cref="IGenerator"/>
internal sealed unsafe class ManagedGenerator(Dimensions sizes, RotaryTable rotary, Func<ModelWeights> currentWeights) : IGenerator
{
    // Rows computed together: enough to reuse each packed weight many times, few enough that a layer's rows stay in the second-level cache.
    private const int RowsPerPass = 256;

    private readonly ForwardPass _forward = new(sizes, rotary, keepTapes: false);
    private readonly PackedRows _rows = new();
    private readonly List<KeyValueCache?> _open = [];
    private readonly Stack<int> _freeHandles = [];
    private readonly Stack<KeyValueCache> _freeCaches = [];
    private readonly HashSet<int> _seen = [];
    private AlignedBuffer _logits = new(0); // (active, vocab)
    private AlignedBuffer _exponentials = new(0); // (vocab)
    private bool[] _isActive = [];

    public int Open()
    {
        var cache = _freeCaches.TryPop(out var used) ? used : new KeyValueCache(sizes);
        cache.Length = 0;
        if (!_freeHandles.TryPop(out var handle))
        {
            handle = _open.Count;
            _open.Add(null);
        }

        _open[handle] = cache;
        return handle;
    }

    public void Close(int sequence)
    {
        _freeCaches.Push(CacheOf(sequence));
        _freeHandles.Push(sequence);
        _open[sequence] = null;
    }

    public int Length(int sequence) => CacheOf(sequence).Length;

    public void Advance(ReadOnlySpan<GenerationInput> inputs, Span<SampledToken> outputs)
    {
        Validate(inputs, outputs);
        var weights = currentWeights();
        for (var first = 0; first < inputs.Length;)
        {
            var end = Pack(inputs, first);
            _forward.Run(weights, _rows);
            foreach (var segment in _rows.Segments) segment.Cache.Length += segment.Rows;
            Sample(weights, inputs[first..end], outputs[first..end]);
            first = end;
        }

        GC.KeepAlive(weights);
        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        _open.Clear();
        _freeHandles.Clear();
        _freeCaches.Clear();
    }

    /// <summary>Packs inputs from <paramref name="first"/> on until the pass is full; returns the first input left out.</summary>
    private int Pack(ReadOnlySpan<GenerationInput> inputs, int first)
    {
        _rows.Clear();
        var next = first;
        while (next < inputs.Length && (next == first || _rows.Rows + inputs[next].Tokens.Length <= RowsPerPass))
        {
            var input = inputs[next++];
            var count = input.Tokens.Length;
            if (_isActive.Length < count) _isActive = new bool[Math.Max(count, 2 * _isActive.Length)];
            _isActive[count - 1] = input.Sample;
            _rows.Add(CacheOf(input.Sequence), input.Tokens.Span, _isActive.AsSpan(0, count));
            _isActive[count - 1] = false;
        }

        return next;
    }

    private void Sample(ModelWeights weights, ReadOnlySpan<GenerationInput> inputs, Span<SampledToken> outputs)
    {
        var stride = sizes.VocabStride;
        if (_logits.Length < _rows.ActiveRows * stride) _logits = new AlignedBuffer((long)_rows.ActiveRows * stride);
        if (_exponentials.Length == 0) _exponentials = new AlignedBuffer(stride);
        Gemm.Multiply(
            _forward.FinalNormed.Pointer, sizes.HiddenStride, weights.Embedding.Forward, _logits.Pointer, stride, _rows.ActiveRows);
        var row = _logits.Pointer;
        for (var i = 0; i < inputs.Length; i++)
        {
            outputs[i] = inputs[i].Sample ? Draw(row, inputs[i]) : new SampledToken(-1, 0);
            if (inputs[i].Sample) row += stride;
        }
    }

    private SampledToken Draw(float* logits, in GenerationInput input)
    {
        var distribution = TokenDistribution.Of(logits, sizes.Vocab, input.Temperature, _exponentials.Pointer);
        var token = input.Temperature == 0
            ? InverseCdf.Greatest(logits, sizes.Vocab)
            : InverseCdf.Draw(_exponentials.Pointer, sizes.Vocab, input.Uniform);
        return new SampledToken(token, distribution.Logprob(token), input.TopCount > 0 ? distribution.Top(input.TopCount) : null);
    }

    private void Validate(ReadOnlySpan<GenerationInput> inputs, ReadOnlySpan<SampledToken> outputs)
    {
        if (outputs.Length < inputs.Length) throw new ArgumentException("There must be one output an input.", nameof(outputs));
        _seen.Clear();
        foreach (var input in inputs)
        {
            if (Problem(input) is { } problem) throw new ArgumentException(problem, nameof(inputs));
            if (!_seen.Add(input.Sequence)) throw new ArgumentException($"Sequence {input.Sequence} appears twice.", nameof(inputs));
        }
    }

    private string? Problem(in GenerationInput input)
    {
        var length = CacheOf(input.Sequence).Length + input.Tokens.Length;
        if (input.Tokens.IsEmpty) return $"Sequence {input.Sequence} is given no token.";
        if (length > sizes.MaxPositions) return $"Sequence {input.Sequence} would exceed the model's {sizes.MaxPositions} positions.";
        foreach (var token in input.Tokens.Span)
        {
            if ((uint)token >= (uint)sizes.Vocab) return $"Token {token} is not in the vocabulary.";
        }

        if (!input.Sample) return null;
        if (!(input.Temperature >= 0 && float.IsFinite(input.Temperature))) return $"{input.Temperature} is not a temperature.";
        return input.Uniform is >= 0 and < 1 ? null : $"{input.Uniform} does not lie in [0, 1).";
    }

    private KeyValueCache CacheOf(int sequence) =>
        (uint)sequence < (uint)_open.Count && _open[sequence] is { } cache
            ? cache
            : throw new ArgumentException($"Sequence {sequence} is not open.", nameof(sequence));
}
