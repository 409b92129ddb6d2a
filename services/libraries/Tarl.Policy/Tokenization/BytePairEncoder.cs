namespace Tarl.Policy.Tokenization;

/// <summary>Byte-pair encoding of one piece: joins the pair of lowest rank, leftmost first, until none is left; O(n log n) in its bytes.</summary>
internal sealed class BytePairEncoder
{
    private const int End = -1;

    private readonly int[] _byteTokens = new int[256];
    private readonly Dictionary<(int Left, int Right), (int Rank, int Token)> _merges;

    /// <exception cref="InvalidDataException">A byte, or a token that a merge names, is not in the vocabulary, or a merge makes an added token.</exception>
    public BytePairEncoder(TokenizerDefinition definition)
    {
        for (var b = 0; b < 256; b++)
        {
            _byteTokens[b] = Token(definition, ByteAlphabet.Spell([(byte)b]));
        }

        // A merge that made an added token would let typed text pose as a control token.
        var added = definition.AddedTokens.Select(token => token.Id).ToHashSet();
        _merges = new(definition.Merges.Count);
        for (var rank = 0; rank < definition.Merges.Count; rank++)
        {
            var (left, right) = definition.Merges[rank];
            var merged = Token(definition, left + right);
            InvalidTokenizer.ThrowIf(added.Contains(merged), $"merge {rank} makes the added token '{left + right}'");
            _merges.TryAdd((Token(definition, left), Token(definition, right)), (rank, merged));
        }
    }

    public int[] Encode(ReadOnlySpan<byte> piece)
    {
        var tokens = new int[piece.Length];
        var next = new int[piece.Length];
        var previous = new int[piece.Length];
        for (var i = 0; i < piece.Length; i++)
        {
            tokens[i] = _byteTokens[piece[i]];
            previous[i] = i - 1;
            next[i] = i + 1 < piece.Length ? i + 1 : End;
        }

        Join(tokens, next, previous);
        return Collect(tokens, next);
    }

    private void Join(int[] tokens, int[] next, int[] previous)
    {
        var candidates = Candidates(tokens);
        while (candidates.TryDequeue(out var position, out var order))
        {
            // A candidate is stale if its pair has since been joined to something else.
            if (!TryMergeAt(position, tokens, next, out var merge) || merge.Rank != (int)(order >> 32))
            {
                continue;
            }

            var absorbed = next[position];
            tokens[position] = merge.Token;
            next[position] = next[absorbed];
            next[absorbed] = absorbed;
            if (next[position] != End)
            {
                previous[next[position]] = position;
                Propose(position);
            }

            if (previous[position] != End)
            {
                Propose(previous[position]);
            }
        }

        void Propose(int position)
        {
            if (TryMergeAt(position, tokens, next, out var merge))
            {
                candidates.Enqueue(position, Order(merge.Rank, position));
            }
        }
    }

    private PriorityQueue<int, long> Candidates(int[] tokens)
    {
        var candidates = new List<(int, long)>(tokens.Length);
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            if (_merges.TryGetValue((tokens[i], tokens[i + 1]), out var merge))
            {
                candidates.Add((i, Order(merge.Rank, i)));
            }
        }

        return new(candidates);
    }

    // A position that was absorbed points to itself.
    private bool TryMergeAt(int position, int[] tokens, int[] next, out (int Rank, int Token) merge)
    {
        merge = default;
        var right = next[position];
        return right != End && right != position && _merges.TryGetValue((tokens[position], tokens[right]), out merge);
    }

    private static long Order(int rank, int position) => ((long)rank << 32) | (uint)position;

    private static int[] Collect(int[] tokens, int[] next)
    {
        var collected = new List<int>();
        for (var i = tokens.Length > 0 ? 0 : End; i != End; i = next[i])
        {
            collected.Add(tokens[i]);
        }

        return [.. collected];
    }

    private static int Token(TokenizerDefinition definition, string spelling)
    {
        var known = definition.Vocabulary.TryGetValue(spelling, out var token);
        InvalidTokenizer.ThrowIf(!known, $"the vocabulary lacks '{spelling}'");
        return token;
    }
}
