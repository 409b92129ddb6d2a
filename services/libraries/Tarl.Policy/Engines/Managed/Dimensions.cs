using Tarl.Policy.Model;

namespace Tarl.Policy.Engines.Managed;

/// <summary>The model's sizes, and the row strides that follow from padding each row to whole vectors.</summary>
internal sealed class Dimensions(ModelConfig config)
{
    public int Vocab { get; } = config.VocabSize;

    public int Hidden { get; } = config.HiddenSize;

    public int Layers { get; } = config.Layers;

    public int KeyValueHeads { get; } = config.KeyValueHeads;

    /// <summary>Query heads that share one key/value head.</summary>
    public int Group { get; } = config.Heads / config.KeyValueHeads;

    public int Head { get; } = config.HeadSize;

    public int Intermediate { get; } = config.IntermediateSize;

    public int Queries { get; } = config.Heads * config.HeadSize;

    public int Keys { get; } = config.KeyValueHeads * config.HeadSize;

    public int MaxPositions { get; } = config.MaxPositions;

    public float Epsilon { get; } = (float)config.RmsNormEpsilon;

    public int VocabStride { get; } = AlignedBuffer.Pad(config.VocabSize);

    public int HiddenStride { get; } = AlignedBuffer.Pad(config.HiddenSize);

    public int HeadStride { get; } = AlignedBuffer.Pad(config.HeadSize);

    public int IntermediateStride { get; } = AlignedBuffer.Pad(config.IntermediateSize);

    public int QueryStride { get; } = AlignedBuffer.Pad(config.Heads * config.HeadSize);

    /// <summary>Stride of the keys inside a row that holds keys, then values.</summary>
    public int KeyStride { get; } = AlignedBuffer.Pad(config.KeyValueHeads * config.HeadSize);

    /// <summary>1 / sqrt(head size), applied to query · key.</summary>
    public float AttentionScale { get; } = 1 / MathF.Sqrt(config.HeadSize);
}
