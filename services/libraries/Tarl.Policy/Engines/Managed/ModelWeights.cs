namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// An immutable copy of all parameters in the form the kernels read. Each optimiser step publishes a new one, so a generator that
/// is in the middle of a pass finishes it on the weights it started with.
/// </summary>
internal sealed class ModelWeights
{
    public ModelWeights(ReadOnlySpan<float> flat, ParameterLayout layout)
    {
        Embedding = new LinearWeights(flat, layout.Embedding);
        Layers = new LayerWeights[layout.Layers.Count];
        for (var i = 0; i < Layers.Length; i++) Layers[i] = new LayerWeights(flat, layout.Layers[i]);
        FinalNorm = PaddedVector(flat, layout.FinalNorm);
        ValueWeight = PaddedVector(flat, layout.ValueWeight);
        ValueBias = flat[layout.ValueBias.Offset];
    }

    /// <summary>Also the output matrix: the embeddings are tied.</summary>
    public LinearWeights Embedding { get; }

    public LayerWeights[] Layers { get; }

    public AlignedBuffer FinalNorm { get; }

    public AlignedBuffer ValueWeight { get; }

    public float ValueBias { get; }

    public static AlignedBuffer PaddedVector(ReadOnlySpan<float> flat, Parameter parameter)
    {
        var buffer = new AlignedBuffer(AlignedBuffer.Pad(parameter.Length));
        parameter.Of(flat).CopyTo(buffer.Span);
        return buffer;
    }
}
