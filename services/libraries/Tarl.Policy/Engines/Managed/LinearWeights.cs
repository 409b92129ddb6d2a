namespace Tarl.Policy.Engines.Managed;

/// <summary>One or more matrices that read the same input, packed both for y = x · Wᵀ and for dx = dy · W.</summary>
internal sealed class LinearWeights
{
    public LinearWeights(ReadOnlySpan<float> flat, params ReadOnlySpan<Parameter> parts)
    {
        var (outputs, inputs) = (0, parts[0].Shape[1]);
        foreach (var part in parts) outputs += parts.Length == 1 ? part.Shape[0] : AlignedBuffer.Pad(part.Shape[0]);

        Forward = new PackedMatrix(inputs, outputs);
        Backward = new PackedMatrix(outputs, inputs);
        var start = 0;
        foreach (var part in parts)
        {
            Forward.PackTransposed(part.Of(flat), part.Shape[0], start);
            Backward.Pack(part.Of(flat), part.Shape[0], start);
            start += AlignedBuffer.Pad(part.Shape[0]);
        }
    }

    /// <summary>(inputs, outputs); the outputs of each part begin on a whole panel.</summary>
    public PackedMatrix Forward { get; }

    /// <summary>(outputs, inputs).</summary>
    public PackedMatrix Backward { get; }
}
