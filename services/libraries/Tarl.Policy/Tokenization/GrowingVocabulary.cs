namespace Tarl.Policy.Tokenization;

/// <summary>The vocabulary under training: special tokens, then the 256 bytes, then one token for each merge that makes a new text.</summary>
internal sealed class GrowingVocabulary
{
    private readonly List<string> _spellings = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Left, int Right), int> _merged = [];
    private readonly List<(string Left, string Right)> _merges = [];
    private readonly HashSet<string> _specials;

    public GrowingVocabulary(IReadOnlyList<string> specialTokens)
    {
        _specials = [.. specialTokens];
        foreach (var token in specialTokens)
        {
            Add(token);
        }

        ByteIds = [.. Enumerable.Range(0, 256).Select(b => Add(ByteAlphabet.Spell([(byte)b])))];
    }

    /// <summary>(256): the token of each byte.</summary>
    public int[] ByteIds { get; }

    public int Count => _spellings.Count;

    public IReadOnlyDictionary<string, int> Ids => _ids;

    public IReadOnlyList<(string Left, string Right)> Merges => _merges;

    // A spelling has one character a byte.
    public int LengthInBytes(int token) => _spellings[token].Length;

    public bool WouldMakeSpecial(int left, int right) => _specials.Contains(_spellings[left] + _spellings[right]);

    /// <summary>The token of two joined ones; two ways to the same text share a token, and a merge is listed once.</summary>
    public int Merge(int left, int right)
    {
        if (!_merged.TryGetValue((left, right), out var token))
        {
            var spelling = _spellings[left] + _spellings[right];
            token = _ids.TryGetValue(spelling, out var known) ? known : Add(spelling);
            _merged.Add((left, right), token);
            _merges.Add((_spellings[left], _spellings[right]));
        }

        return token;
    }

    public int[] Encode(ReadOnlySpan<byte> piece) =>
        new BytePairEncoder(new TokenizerDefinition { Vocabulary = _ids, Merges = _merges, AddedTokens = [], SplitPatterns = [] }).Encode(piece);

    private int Add(string spelling)
    {
        _ids.Add(spelling, _spellings.Count);
        _spellings.Add(spelling);
        return _spellings.Count - 1;
    }
}
