namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// Carries the gradient of one sequence from its final hidden states back to every parameter. It reads the forward pass's tapes and
/// adds to one flat vector of gradients.
/// </summary>
internal sealed unsafe class BackwardPass(Dimensions sizes, ParameterLayout layout, RotaryTable rotary, ForwardPass forward)
{
    private readonly GradientWorkspace _workspace = new(sizes);

    /// <summary>Room for dLoss/dFinalNormed (active, hidden), which the caller fills before <see cref="Run"/>.</summary>
    public float* Reserve(PackedRows rows)
    {
        _workspace.Reserve(rows.Rows, rows.Rows, AttentionGradient.BlockRows);
        return _workspace.ActiveNormed.Pointer;
    }

    /// <summary>The rows must be one whole sequence, from its first position on.</summary>
    public void Run(ModelWeights weights, PackedRows rows, AlignedBuffer gradients)
    {
        _workspace.Stream.Clear();
        AddNormGradient(
            _workspace.ActiveNormed, forward.Output, forward.FinalInverses, weights.FinalNorm, _workspace.Stream,
            layout.FinalNorm.In(gradients), rows.ActiveRows);
        for (var layer = layout.Layers.Count - 1; layer >= 0; layer--)
        {
            var last = layer == layout.Layers.Count - 1;
            var active = last ? rows.ActiveRows : rows.Rows;
            FeedForward(weights.Layers[layer], layer, active, gradients);
            Attention(weights.Layers[layer], layer, rows, active, gradients);
            KeysAndInput(weights.Layers[layer], layer, rows, last, gradients);
        }

        for (var i = 0; i < rows.Rows; i++)
        {
            var row = _workspace.Stream.Pointer + (long)i * sizes.HiddenStride;
            var target = layout.Embedding.In(gradients) + (long)rows.Tokens[i] * sizes.Hidden;
            for (var j = 0; j < sizes.Hidden; j++) target[j] += row[j];
        }
    }

    /// <summary>From the layer's output (Stream) to the stream after attention (Middle).</summary>
    private void FeedForward(LayerWeights weights, int layer, int active, AlignedBuffer gradients)
    {
        var (tape, parameters) = (forward.Tapes[layer], layout.Layers[layer]);
        var (hidden, intermediate) = (sizes.HiddenStride, sizes.IntermediateStride);
        Gemm.Multiply(_workspace.Stream.Pointer, hidden, weights.Down.Backward, _workspace.Activated.Pointer, intermediate, active);
        AddWeightGradient(_workspace.Stream.Pointer, hidden, tape.Activated, intermediate, parameters.Down, active, gradients);
        SwiGlu.Gradient(_workspace.Activated.Pointer, tape.GateUp.Pointer, _workspace.GateUp.Pointer, active, intermediate);
        var gateUp = _workspace.GateUp.Pointer;
        AddWeightGradient(gateUp, 2 * intermediate, tape.MiddleNormed, hidden, parameters.Gate, active, gradients);
        AddWeightGradient(gateUp + intermediate, 2 * intermediate, tape.MiddleNormed, hidden, parameters.Up, active, gradients);
        Gemm.Multiply(gateUp, 2 * intermediate, weights.GateUp.Backward, _workspace.Normed.Pointer, hidden, active);
        VectorMath.Copy(_workspace.Stream.Pointer, _workspace.Middle.Pointer, (long)active * hidden);
        AddNormGradient(
            _workspace.Normed, tape.Middle, tape.MiddleInverses, weights.MiddleNorm, _workspace.Middle,
            parameters.MiddleNorm.In(gradients), active);
    }

    /// <summary>From Middle to the raw queries, keys and values.</summary>
    private void Attention(LayerWeights weights, int layer, PackedRows rows, int active, AlignedBuffer gradients)
    {
        var (tape, parameters) = (forward.Tapes[layer], layout.Layers[layer]);
        Gemm.Multiply(
            _workspace.Middle.Pointer, sizes.HiddenStride, weights.Output.Backward, _workspace.Attended.Pointer, sizes.QueryStride, active);
        AddWeightGradient(
            _workspace.Middle.Pointer, sizes.HiddenStride, tape.Attended, sizes.QueryStride, parameters.Output, active, gradients);
        var segment = rows.Segments[0];
        fixed (int* positions = layer == layout.Layers.Count - 1 ? rows.ActivePositions : rows.Positions)
        {
            for (var head = 0; head < sizes.KeyValueHeads; head++)
            {
                GatherHead(head, active);
                var attention = forward.AttentionOf(layer, segment.Cache, head, active, 0, active, positions);
                AttentionGradient.Compute(attention, _workspace, rows.Rows);
                QueryHead(weights, layer, head, active, positions, gradients);
                KeyValueHead(weights, layer, head, rows.Rows, gradients);
            }
        }
    }

    private void GatherHead(int head, int active)
    {
        var target = _workspace.HeadOutputs.Pointer;
        for (var i = 0; i < active; i++)
        {
            var source = _workspace.Attended.Pointer + (long)i * sizes.QueryStride + head * sizes.Group * sizes.Head;
            for (var g = 0; g < sizes.Group; g++, source += sizes.Head, target += sizes.HeadStride)
            {
                VectorMath.Copy(source, target, sizes.Head);
            }
        }
    }

    private void QueryHead(LayerWeights weights, int layer, int head, int active, int* positions, AlignedBuffer gradients)
    {
        var dNorm = layout.Layers[layer].QueryNorm.In(gradients);
        var dHead = _workspace.HeadQueries.Pointer;
        for (var i = 0; i < active; i++)
        {
            var offset = (long)i * sizes.QueryStride + head * sizes.Group * sizes.Head;
            for (var g = 0; g < sizes.Group; g++, offset += sizes.Head, dHead += sizes.HeadStride)
            {
                UndoNormAndRotation(
                    dHead, forward.Tapes[layer].Query.Pointer + offset, weights.QueryNorm.Pointer, positions[i],
                    _workspace.Query.Pointer + offset, dNorm);
            }
        }
    }

    private void KeyValueHead(LayerWeights weights, int layer, int head, int positions, AlignedBuffer gradients)
    {
        var dNorm = layout.Layers[layer].KeyNorm.In(gradients);
        for (var position = 0; position < positions; position++)
        {
            var offset = 2L * position * sizes.KeyStride + head * sizes.Head;
            var row = (long)position * sizes.HeadStride;
            UndoNormAndRotation(
                _workspace.HeadKeys.Pointer + row, forward.Tapes[layer].KeyValue.Pointer + offset, weights.KeyNorm.Pointer, position,
                _workspace.KeyValue.Pointer + offset, dNorm);
            VectorMath.Copy(_workspace.HeadValues.Pointer + row, _workspace.KeyValue.Pointer + offset + sizes.KeyStride, sizes.Head);
        }
    }

    /// <summary>From a head's turned, normed vector to the raw one, at <paramref name="dRaw"/>.</summary>
    private void UndoNormAndRotation(float* dHead, float* raw, float* norm, int position, float* dRaw, float* dNorm)
    {
        var x = stackalloc float[sizes.HeadStride];
        var dx = stackalloc float[sizes.HeadStride];
        new Span<float>(x, sizes.HeadStride).Clear();
        new Span<float>(dx, sizes.HeadStride).Clear();
        VectorMath.Copy(raw, x, sizes.Head);
        var inverse = 1 / MathF.Sqrt(VectorMath.Dot(x, x, sizes.HeadStride) / sizes.Head + sizes.Epsilon);
        rotary.RotateBack(dHead, position);
        RmsNorm.AddGradient(dHead, x, inverse, norm, dx, dNorm, sizes.Head, sizes.HeadStride);
        VectorMath.Copy(dx, dRaw, sizes.Head);
    }

    /// <summary>From the raw queries, keys and values, and from Middle, to the layer's input (Stream).</summary>
    private void KeysAndInput(LayerWeights weights, int layer, PackedRows rows, bool last, AlignedBuffer gradients)
    {
        var (tape, parameters, hidden) = (forward.Tapes[layer], layout.Layers[layer], sizes.HiddenStride);
        var keyValue = _workspace.KeyValue.Pointer;
        var keys = sizes.KeyStride;
        Gemm.Multiply(keyValue, 2 * keys, weights.KeyValue.Backward, _workspace.Normed.Pointer, hidden, rows.Rows);
        AddWeightGradient(keyValue, 2 * keys, tape.Normed, hidden, parameters.Key, rows.Rows, gradients);
        AddWeightGradient(keyValue + keys, 2 * keys, tape.Normed, hidden, parameters.Value, rows.Rows, gradients);

        var active = last ? rows.ActiveRows : rows.Rows;
        var query = _workspace.Query.Pointer;
        AddWeightGradient(query, sizes.QueryStride, last ? tape.ActiveNormed : tape.Normed, hidden, parameters.Query, active, gradients);
        Gemm.Multiply(query, sizes.QueryStride, weights.Query.Backward, _workspace.ActiveNormed.Pointer, hidden, active);
        for (var i = 0; i < active; i++)
        {
            var row = last ? rows.Active[i] : i;
            VectorMath.Add(_workspace.Normed.Pointer + (long)row * hidden, _workspace.ActiveNormed.Pointer + (long)i * hidden, hidden);
        }

        new Span<float>(_workspace.Stream.Pointer, rows.Rows * hidden).Clear();
        for (var i = 0; i < active; i++)
        {
            var row = last ? rows.Active[i] : i;
            VectorMath.Copy(_workspace.Middle.Pointer + (long)i * hidden, _workspace.Stream.Pointer + (long)row * hidden, hidden);
        }

        AddNormGradient(
            _workspace.Normed, tape.Input, tape.InputInverses, weights.InputNorm, _workspace.Stream,
            parameters.InputNorm.In(gradients), rows.Rows);
    }

    /// <summary>dW (outputs, inputs) += dYᵀ · X.</summary>
    private static void AddWeightGradient(
        float* dy, int dyStride, AlignedBuffer x, int xStride, Parameter weight, int rows, AlignedBuffer gradients) =>
        Gemm.AddTransposed(
            dy, dyStride, x.Pointer, xStride, weight.In(gradients), weight.Shape[1], weight.Shape[0], weight.Shape[1], rows);

    private void AddNormGradient(
        AlignedBuffer dy, AlignedBuffer x, AlignedBuffer inverses, AlignedBuffer weight, AlignedBuffer dx, float* dWeight, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            var row = (long)i * sizes.HiddenStride;
            RmsNorm.AddGradient(
                dy.Pointer + row, x.Pointer + row, inverses.Pointer[i], weight.Pointer, dx.Pointer + row, dWeight,
                sizes.Hidden, sizes.HiddenStride);
        }
    }
}
