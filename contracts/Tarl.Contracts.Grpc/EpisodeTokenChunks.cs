using Tarl.Contracts.Policy.V1;

namespace Tarl.Contracts.Policy;

/// <summary>An episode's tokens in pieces that a stream carries one after the other.</summary>
public static class EpisodeTokenChunks
{
    /// <summary>Large enough that the frame around it does not matter, small enough to be sent as it is.</summary>
    public const int TokensPerChunk = 64;

    public static IEnumerable<LogprobsChunk> Split(EpisodeTokens tokens)
    {
        var total = tokens.Tokens.Length;
        for (var start = 0; start < total; start += TokensPerChunk)
        {
            var range = start..Math.Min(start + TokensPerChunk, total);
            var chunk = new LogprobsChunk { EpisodeTokens = total };
            chunk.Tokens.AddRange(tokens.Tokens[range]);
            chunk.Sampled.AddRange(tokens.Sampled[range]);
            chunk.BehaviorLogprobs.AddRange(tokens.BehaviorLogprobs[range]);
            chunk.PolicyVersions.AddRange(tokens.PolicyVersions[range]);
            yield return chunk;
        }
    }

    /// <exception cref="InvalidDataException">The chunks do not make the whole episode.</exception>
    public static EpisodeTokens Join(IReadOnlyList<LogprobsChunk> chunks)
    {
        var total = chunks.Sum(chunk => chunk.Tokens.Count);
        if (chunks.Any(chunk => chunk.EpisodeTokens != total || !IsEven(chunk)))
        {
            throw new InvalidDataException($"The chunks of an episode hold {total} tokens, or lists of different lengths; they should hold {chunks[0].EpisodeTokens}.");
        }

        return new EpisodeTokens
        {
            Tokens = [.. chunks.SelectMany(chunk => chunk.Tokens)],
            Sampled = [.. chunks.SelectMany(chunk => chunk.Sampled)],
            BehaviorLogprobs = [.. chunks.SelectMany(chunk => chunk.BehaviorLogprobs)],
            PolicyVersions = [.. chunks.SelectMany(chunk => chunk.PolicyVersions)],
        };
    }

    private static bool IsEven(LogprobsChunk chunk) =>
        chunk.Sampled.Count == chunk.Tokens.Count && chunk.BehaviorLogprobs.Count == chunk.Tokens.Count && chunk.PolicyVersions.Count == chunk.Tokens.Count;
}
