namespace Tarl.Policy.Engines.Managed;

/// <summary>One named tensor inside the flat vector of all parameters.</summary>
/// <param name="Offset">Of its first element in the flat vector.</param>
/// <param name="InitialDeviation">Standard deviation of its normal initialisation; 0 leaves <paramref name="InitialValue"/>.</param>
/// <param name="Decays">Whether weight decay applies.</param>
internal sealed record Parameter(string Name, int[] Shape, int Offset, double InitialDeviation, float InitialValue, bool Decays)
{
    public int Length { get; } = Shape.Aggregate(1, (product, size) => checked(product * size));

    public Span<T> Of<T>(Span<T> flat) => flat.Slice(Offset, Length);

    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> flat) => flat.Slice(Offset, Length);

    public unsafe float* In(AlignedBuffer flat) => flat.Pointer + Offset;
}
