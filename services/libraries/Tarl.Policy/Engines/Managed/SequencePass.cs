namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// Scores one sequence at a time, or accumulates its gradient, in working memory of its own: one a thread. Tokens after the last
/// sampled one are never computed.
/// </summary>
internal sealed unsafe class SequencePass
{
    private readonly Dimensions _sizes;
    private readonly ParameterLayout _layout;
    private readonly ForwardPass _forward;
    private readonly BackwardPass _backward;
    private readonly PackedRows _rows = new();
    private readonly KeyValueCache _cache;
    private AlignedBuffer _logits = new(0); // (active, vocab)
    private TokenDistribution[] _distributions = [];
    private int[] _targets = []; // the sampled token after each active row

    public SequencePass(Dimensions sizes, ParameterLayout layout, RotaryTable rotary)
    {
        (_sizes, _layout) = (sizes, layout);
        _forward = new ForwardPass(sizes, rotary, keepTapes: true);
        _backward = new BackwardPass(sizes, layout, rotary, _forward);
        _cache = new KeyValueCache(sizes);
        // A vector may reach past the last parameter.
        Gradients = new AlignedBuffer(AlignedBuffer.Pad(layout.Length) + Gemm.PanelWidth);
    }

    /// <summary>Flat, in the layout's order; zero until the first accumulation.</summary>
    public AlignedBuffer Gradients { get; }

    public TokenScores Score(ModelWeights weights, TokenSequence sequence)
    {
        Pack(sequence);
        var count = _rows.ActiveRows;
        var scores = new TokenScores(new float[count], new float[count], new float[count]);
        if (count > 0) Forward(weights, sequence, scores);
        return scores;
    }

    public void Accumulate(ModelWeights weights, TokenSequence sequence, int index, ITokenLoss loss)
    {
        var scores = Score(weights, sequence);
        var count = scores.Logprobs.Length;
        if (count == 0) return;
        var (dLogprobs, dEntropies, dValues) = (new float[count], new float[count], new float[count]);
        loss.Evaluate(
            index, new TokenScoresView(scores.Logprobs, scores.Entropies, scores.Values),
            new TokenGradientsView(dLogprobs, dEntropies, dValues));

        // A derivative of 0 adds nothing to any gradient: the whole way back can be spared.
        if (!dLogprobs.AsSpan().ContainsAnyExcept(0) && !dEntropies.AsSpan().ContainsAnyExcept(0) && !dValues.AsSpan().ContainsAnyExcept(0)) return;
        for (var i = 0; i < count; i++) _distributions[i].Differentiate(_targets[i], dLogprobs[i], dEntropies[i]);
        HeadGradients(weights, dValues);
        _backward.Run(weights, _rows, Gradients);
    }

    private void Pack(TokenSequence sequence)
    {
        _rows.Clear();
        var end = Array.LastIndexOf(sequence.Sampled, true);
        if (end < 1) return;
        _cache.Length = 0;
        _rows.Add(_cache, sequence.Tokens.AsSpan(0, end), sequence.Sampled.AsSpan(1, end));
        if (_targets.Length < _rows.ActiveRows)
        {
            Array.Resize(ref _targets, _rows.ActiveRows);
            Array.Resize(ref _distributions, _rows.ActiveRows);
        }

        for (var i = 0; i < _rows.ActiveRows; i++) _targets[i] = sequence.Tokens[_rows.Active[i] + 1];
    }

    private void Forward(ModelWeights weights, TokenSequence sequence, TokenScores scores)
    {
        _forward.Run(weights, _rows);
        var (count, stride) = (_rows.ActiveRows, _sizes.VocabStride);
        if (_logits.Length < count * stride) _logits = new AlignedBuffer((long)count * stride);
        var hidden = _forward.FinalNormed.Pointer;
        Gemm.Multiply(hidden, _sizes.HiddenStride, weights.Embedding.Forward, _logits.Pointer, stride, count);
        for (var i = 0; i < count; i++)
        {
            _distributions[i] = TokenDistribution.Of(_logits.Pointer + (long)i * stride, _sizes.Vocab, sequence.Temperature);
            scores.Logprobs[i] = _distributions[i].Logprob(_targets[i]);
            scores.Entropies[i] = _distributions[i].Entropy;
            var value = VectorMath.Dot(hidden + (long)i * _sizes.HiddenStride, weights.ValueWeight.Pointer, _sizes.HiddenStride);
            scores.Values[i] = value + weights.ValueBias;
        }
    }

    /// <summary>From dLogits (in place of the logits) and dValues to the final hidden states, the embedding and the value head.</summary>
    private void HeadGradients(ModelWeights weights, float[] dValues)
    {
        var (count, hidden) = (_rows.ActiveRows, _sizes.HiddenStride);
        var dNormed = _backward.Reserve(_rows);
        var normed = _forward.FinalNormed.Pointer;
        Gemm.Multiply(_logits.Pointer, _sizes.VocabStride, weights.Embedding.Backward, dNormed, hidden, count);
        Gemm.AddTransposed(
            _logits.Pointer, _sizes.VocabStride, normed, hidden, _layout.Embedding.In(Gradients), _sizes.Hidden,
            _sizes.Vocab, _sizes.Hidden, count);
        for (var i = 0; i < count; i++)
        {
            VectorMath.AddScaled(dNormed + (long)i * hidden, weights.ValueWeight.Pointer, dValues[i], hidden);
            VectorMath.AddScaled(_layout.ValueWeight.In(Gradients), normed + (long)i * hidden, dValues[i], hidden);
            *_layout.ValueBias.In(Gradients) += dValues[i];
        }
    }
}
