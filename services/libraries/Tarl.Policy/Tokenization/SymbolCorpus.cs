using System.Text;

namespace Tarl.Policy.Tokenization;

/// <summary>
/// The training pieces as linked lists of symbols, with the count and the places of every adjacent pair kept up to date,
/// so that a merge costs only its own occurrences.
/// </summary>
internal sealed class SymbolCorpus
{
    private const int None = -1;
    private const int Absorbed = -2;

    // By position; all pieces lie one after the other, and links do not cross from one to the next.
    private readonly int[] _symbols;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly int[] _repeats;
    private readonly Dictionary<(int Left, int Right), PairOccurrences> _pairs = [];

    // The most frequent first, ties to the lowest ids. Entries go out of date when counts fall; they are checked when taken.
    private readonly PriorityQueue<(int Left, int Right), (long NegativeCount, int Left, int Right)> _order = new();
    private readonly HashSet<(int Left, int Right)> _grown = [];

    public SymbolCorpus(IReadOnlyDictionary<string, int> pieces, int[] byteIds)
    {
        var length = pieces.Keys.Sum(Encoding.UTF8.GetByteCount);
        _symbols = new int[length];
        _next = new int[length];
        _previous = new int[length];
        _repeats = new int[length];
        var start = 0;
        foreach (var (piece, repeats) in pieces)
        {
            start = Append(Encoding.UTF8.GetBytes(piece), repeats, start, byteIds);
        }

        OrderGrownPairs();
    }

    /// <summary>The allowed pair with the highest count, or false if none occurs <paramref name="minCount"/> times.</summary>
    public bool TryTakeMostFrequent(int minCount, Func<int, int, bool> isAllowed, out int left, out int right)
    {
        while (_order.TryDequeue(out var pair, out var order))
        {
            var count = _pairs.TryGetValue(pair, out var occurrences) ? occurrences.Count : 0;
            if (count < minCount || !isAllowed(pair.Left, pair.Right))
            {
                continue;
            }

            if (count == -order.NegativeCount)
            {
                (left, right) = pair;
                return true;
            }

            Enqueue(pair, count);
        }

        (left, right) = (None, None);
        return false;
    }

    /// <summary>Joins every occurrence of the pair, from the left in each piece.</summary>
    public void Merge(int left, int right, int merged)
    {
        if (!_pairs.Remove((left, right), out var occurrences))
        {
            return;
        }

        occurrences.Positions.Sort();
        foreach (var position in occurrences.Positions)
        {
            var absorbed = _next[position];
            if (_symbols[position] == left && absorbed >= 0 && _symbols[absorbed] == right)
            {
                Join(position, absorbed, merged);
            }
        }

        OrderGrownPairs();
    }

    private int Append(byte[] piece, int repeats, int start, int[] byteIds)
    {
        var end = start + piece.Length;
        for (var i = start; i < end; i++)
        {
            _symbols[i] = byteIds[piece[i - start]];
            _previous[i] = i > start ? i - 1 : None;
            _next[i] = i + 1 < end ? i + 1 : None;
            _repeats[i] = repeats;
            if (i > start)
            {
                Count(i - 1, i);
            }
        }

        return end;
    }

    private void Join(int position, int absorbed, int merged)
    {
        var before = _previous[position];
        var after = _next[absorbed];
        Uncount(before, position);
        Uncount(absorbed, after);
        _symbols[position] = merged;
        _symbols[absorbed] = Absorbed;
        _next[position] = after;
        if (after != None)
        {
            _previous[after] = position;
        }

        Count(before, position);
        Count(position, after);
    }

    private void Count(int left, int right)
    {
        if (left == None || right == None)
        {
            return;
        }

        var pair = (_symbols[left], _symbols[right]);
        if (!_pairs.TryGetValue(pair, out var occurrences))
        {
            _pairs.Add(pair, occurrences = new());
        }

        occurrences.Count += _repeats[left];
        occurrences.Positions.Add(left);
        _grown.Add(pair);
    }

    // The pair being merged is no longer counted at all.
    private void Uncount(int left, int right)
    {
        if (left != None && right != None && _pairs.TryGetValue((_symbols[left], _symbols[right]), out var occurrences))
        {
            occurrences.Count -= _repeats[left];
        }
    }

    private void OrderGrownPairs()
    {
        foreach (var pair in _grown)
        {
            Enqueue(pair, _pairs[pair].Count);
        }

        _grown.Clear();
    }

    private void Enqueue((int Left, int Right) pair, long count) => _order.Enqueue(pair, (-count, pair.Left, pair.Right));
}
