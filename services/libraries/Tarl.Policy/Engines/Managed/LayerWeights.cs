namespace Tarl.Policy.Engines.Managed;

/// <summary>One layer's weights in the form the kernels read.</summary>
internal sealed class LayerWeights(ReadOnlySpan<float> flat, LayerParameters parameters)
{
    public AlignedBuffer InputNorm { get; } = ModelWeights.PaddedVector(flat, parameters.InputNorm);

    public LinearWeights Query { get; } = new(flat, parameters.Query);

    public LinearWeights KeyValue { get; } = new(flat, parameters.Key, parameters.Value);

    public AlignedBuffer QueryNorm { get; } = ModelWeights.PaddedVector(flat, parameters.QueryNorm);

    public AlignedBuffer KeyNorm { get; } = ModelWeights.PaddedVector(flat, parameters.KeyNorm);

    public LinearWeights Output { get; } = new(flat, parameters.Output);

    public AlignedBuffer MiddleNorm { get; } = ModelWeights.PaddedVector(flat, parameters.MiddleNorm);

    public LinearWeights GateUp { get; } = new(flat, parameters.Gate, parameters.Up);

    public LinearWeights Down { get; } = new(flat, parameters.Down);
}
