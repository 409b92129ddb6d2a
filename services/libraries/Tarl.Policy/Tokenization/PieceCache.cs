using System.Collections.Concurrent;

namespace Tarl.Policy.Tokenization;

/// <summary>Tokens of pieces seen before. Bounded: when full it is emptied, which keeps look-ups free of bookkeeping.</summary>
internal sealed class PieceCache
{
    private const int MaxPieces = 8192;

    // Longer pieces rarely repeat; together with MaxPieces this bounds the cache to about 25 MB.
    private const int MaxPieceLength = 512;

    private readonly ConcurrentDictionary<string, int[]> _pieces = new(StringComparer.Ordinal);
    private int _count;

    public bool TryGet(ReadOnlySpan<char> piece, out int[]? tokens) =>
        _pieces.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(piece, out tokens);

    public void Add(ReadOnlySpan<char> piece, int[] tokens)
    {
        if (piece.Length > MaxPieceLength || !_pieces.TryAdd(piece.ToString(), tokens))
        {
            return;
        }

        if (Interlocked.Increment(ref _count) > MaxPieces)
        {
            _pieces.Clear();
            Interlocked.Exchange(ref _count, 0);
        }
    }
}
