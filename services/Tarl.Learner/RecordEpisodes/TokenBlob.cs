using System.Runtime.InteropServices;
using Tarl.Contracts.Policy;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>An episode's tokens as bytes: T ids, T masks, T logprobs, T versions, one array after the other, little-endian.</summary>
internal static class TokenBlob
{
    private const int BytesPerToken = sizeof(int) + sizeof(bool) + sizeof(float) + sizeof(int);

    public static byte[] From(EpisodeTokens tokens) =>
    [
        .. MemoryMarshal.AsBytes<int>(tokens.Tokens), .. MemoryMarshal.AsBytes<bool>(tokens.Sampled), .. MemoryMarshal.AsBytes<float>(tokens.BehaviorLogprobs),
        .. MemoryMarshal.AsBytes<int>(tokens.PolicyVersions),
    ];

    public static EpisodeTokens Read(ReadOnlySpan<byte> bytes)
    {
        var count = bytes.Length / BytesPerToken;
        var tokens = new EpisodeTokens
        {
            Tokens = new int[count], Sampled = new bool[count], BehaviorLogprobs = new float[count], PolicyVersions = new int[count],
        };
        Fill<int>(ref bytes, tokens.Tokens);
        Fill<bool>(ref bytes, tokens.Sampled);
        Fill<float>(ref bytes, tokens.BehaviorLogprobs);
        Fill<int>(ref bytes, tokens.PolicyVersions);
        return tokens;
    }

    private static void Fill<T>(ref ReadOnlySpan<byte> bytes, Span<T> target)
        where T : unmanaged
    {
        var size = MemoryMarshal.AsBytes(target).Length;
        bytes[..size].CopyTo(MemoryMarshal.AsBytes(target));
        bytes = bytes[size..];
    }
}
