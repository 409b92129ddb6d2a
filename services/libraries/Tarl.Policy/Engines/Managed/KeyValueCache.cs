using System.Numerics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// Keys and values of one sequence, for every layer and key/value head. Keys lie in panels of 16 positions, (position / 16, head,
/// 16), so that query · key is a row-times-panels product over many positions at once; values lie in rows, (position, head).
/// </summary>
internal sealed unsafe class KeyValueCache(Dimensions sizes)
{
    /// <summary>Positions are read in whole pairs of panels; those never written are zero, or finite leftovers that weigh nothing.</summary>
    public const int Block = 2 * Gemm.PanelWidth;

    private const int SmallestCapacity = 128;

    private AlignedBuffer? _keys;
    private AlignedBuffer? _values;
    private int _capacity;

    public int Length { get; set; }

    public static int Pad(int positions) => (positions + Block - 1) & ~(Block - 1);

    public float* Keys(int layer, int head) => _keys!.Pointer + Offset(layer, head, _capacity);

    public float* Values(int layer, int head) => _values!.Pointer + Offset(layer, head, _capacity);

    /// <summary>Makes room for <paramref name="positions"/> in all.</summary>
    public void Reserve(int positions)
    {
        if (positions <= _capacity) return;
        var capacity = Math.Max(SmallestCapacity, (int)BitOperations.RoundUpToPowerOf2((uint)positions));
        _keys = Grow(_keys, capacity);
        _values = Grow(_values, capacity);
        _capacity = capacity;
    }

    public void WriteKey(int layer, int head, int position, float* key)
    {
        var target = Keys(layer, head) + (long)(position / Gemm.PanelWidth) * sizes.HeadStride * Gemm.PanelWidth + position % Gemm.PanelWidth;
        for (var i = 0; i < sizes.Head; i++) target[i * Gemm.PanelWidth] = key[i];
    }

    public void WriteValue(int layer, int head, int position, float* value) =>
        VectorMath.Copy(value, Values(layer, head) + (long)position * sizes.HeadStride, sizes.Head);

    private AlignedBuffer Grow(AlignedBuffer? old, int capacity)
    {
        var grown = new AlignedBuffer(Offset(sizes.Layers, 0, capacity));
        for (var i = 0; old is not null && i < sizes.Layers * sizes.KeyValueHeads; i++)
        {
            VectorMath.Copy(old.Pointer + Offset(0, i, _capacity), grown.Pointer + Offset(0, i, capacity), Offset(0, 1, _capacity));
        }

        GC.KeepAlive(old);
        return grown;
    }

    private long Offset(int layer, int head, int capacity) => ((long)layer * sizes.KeyValueHeads + head) * capacity * sizes.HeadStride;
}
