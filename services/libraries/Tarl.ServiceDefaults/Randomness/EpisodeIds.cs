using System.Buffers.Binary;

namespace Tarl.ServiceDefaults.Randomness;

/// <summary>Episode ids derived from the run's seed, so that a repeated or resumed run names the same episode the same.</summary>
public static class EpisodeIds
{
    public static Guid From(ulong seed, string batch, int group, int trial)
    {
        var random = new SeededRandom(SeededRandom.Derive(seed, $"episode/{batch}/{group}/{trial}"));
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, random.NextUInt64());
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], random.NextUInt64());
        return new Guid(bytes);
    }
}
