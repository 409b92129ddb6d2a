using System.Runtime.CompilerServices;

namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// Zeroed floats that never move, starting on a cache line. Collected like any object: whoever works on <see cref="Pointer"/>
/// keeps the buffer reachable.
/// </summary>
internal sealed unsafe class AlignedBuffer
{
    private const int LineBytes = 64;

    private readonly float[] _array;

    public AlignedBuffer(long length)
    {
        _array = GC.AllocateArray<float>(checked((int)(length + LineBytes / sizeof(float))), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref _array[0]);
        Pointer = (float*)((address + (LineBytes - 1)) & ~(nuint)(LineBytes - 1));
        Length = (int)length;
    }

    public float* Pointer { get; }

    public int Length { get; }

    public Span<float> Span => new(Pointer, Length);

    public void Clear() => Span.Clear();

    /// <summary>Rows of floats are padded to whole blocks, so that a vector never straddles two rows.</summary>
    public static int Pad(int length) => (length + Gemm.PanelWidth - 1) & ~(Gemm.PanelWidth - 1);
}
