using System.Text;

namespace Tarl.Policy.Tokenization;

/// <summary>
/// Byte-level BPE in Hugging Face's <c>tokenizer.json</c> form, so that Qwen3's tokenizer loads here and ours loads elsewhere. Safe for use by several threads.
/// </summary>
public sealed class Tokenizer
{
    private readonly TokenizerDefinition _definition;
    private readonly BytePairEncoder _encoder;
    private readonly PieceSplitter _splitter;
    private readonly PieceCache _cache = new();
    private readonly AddedTokenMatcher _noTokens = new([]);
    private readonly AddedTokenMatcher _markUpTokens;
    private readonly AddedTokenMatcher _allAddedTokens;
    private readonly Dictionary<string, int> _addedIds;
    private readonly Dictionary<string, int> _wholePieces;
    private readonly byte[]?[] _bytes; // by id

    internal Tokenizer(TokenizerDefinition definition)
    {
        _definition = definition;
        _encoder = new(definition);
        _splitter = new(definition.SplitPatterns);
        _markUpTokens = new(definition.AddedTokens.Where(token => !token.IsSpecial));
        _allAddedTokens = new(definition.AddedTokens);
        _addedIds = definition.AddedTokens.ToDictionary(token => token.Content, token => token.Id, StringComparer.Ordinal);
        _wholePieces = WholePieces(definition);
        _bytes = BytesById(definition);
    }

    /// <summary>One more than the largest id, added tokens included: the rows a model's embedding needs.</summary>
    public int VocabSize => _bytes.Length;

    /// <exception cref="InvalidDataException">The file is truncated, or no byte-level BPE that this class can reproduce exactly.</exception>
    public static Tokenizer Load(string path) => TokenizerFileReader.Read(path);

    /// <summary>Writes <c>tokenizer.json</c>; an existing file is replaced only by a complete one.</summary>
    public void Save(string path) => TokenizerFileWriter.Write(_definition, path);

    /// <summary>Tokens of text that somebody typed or a tool returned: added tokens in it are plain characters, so it cannot pose as a turn's boundary.</summary>
    public int[] Encode(string text) => Encode(text, _noTokens);

    /// <summary>Tokens of text that the agent wrote: mark-up such as <c>&lt;tool_call&gt;</c> is one token where the vocabulary has it; control tokens are not recognised.</summary>
    public int[] EncodeWithMarkUp(string text) => Encode(text, _markUpTokens);

    /// <summary>Tokens of text from a template that we wrote: every added token in it is recognised. Never for text from outside.</summary>
    public int[] EncodeWithSpecialTokens(string text) => Encode(text, _allAddedTokens);

    /// <summary>The text of some tokens, control tokens included; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        var bytes = new List<byte>(tokens.Length * 4);
        foreach (var token in tokens)
        {
            bytes.AddRange(BytesOf(token));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>What a token stands for, in UTF-8; a character may be spread over several tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not in the vocabulary.</exception>
    public ReadOnlySpan<byte> BytesOf(int token)
    {
        var bytes = (uint)token < (uint)_bytes.Length ? _bytes[token] : null;
        return bytes ?? throw new ArgumentOutOfRangeException(nameof(token), token, "No token has this id.");
    }

    /// <summary>The id of the token whose text this is.</summary>
    /// <exception cref="KeyNotFoundException">The text is not one token.</exception>
    public int TokenId(string token) =>
        TryGetTokenId(token, out var id) ? id : throw new KeyNotFoundException($"The vocabulary has no token '{token}'.");

    public bool TryGetTokenId(string token, out int id) =>
        _addedIds.TryGetValue(token, out id)
        || _definition.Vocabulary.TryGetValue(ByteAlphabet.Spell(Encoding.UTF8.GetBytes(token)), out id);

    /// <summary>Only tokens that stand outside the merges: a text that merges happen to make one token is not among them.</summary>
    internal bool TryGetAddedTokenId(string token, out int id) => _addedIds.TryGetValue(token, out id);

    private int[] Encode(string text, AddedTokenMatcher recognised)
    {
        var tokens = new List<int>();
        var rest = text.AsSpan();
        while (recognised.TryFind(rest, out var index, out var added))
        {
            EncodePieces(rest[..index].ToString(), tokens);
            tokens.Add(added.Id);
            rest = rest[(index + added.Content.Length)..];
        }

        EncodePieces(rest.ToString(), tokens);
        return [.. tokens];
    }

    private void EncodePieces(string text, List<int> tokens)
    {
        // Under InvariantGlobalization .NET knows only composed text and leaves the rest as it is.
        var normal = _definition.NormalizesToNfc ? WellFormed(text).Normalize(NormalizationForm.FormC) : text;
        foreach (var range in _splitter.Split(normal))
        {
            var piece = normal.AsSpan(range);
            if (!_cache.TryGet(piece, out var known))
            {
                known = EncodePiece(piece);
                _cache.Add(piece, known);
            }

            tokens.AddRange(known!);
        }
    }

    private int[] EncodePiece(ReadOnlySpan<char> piece)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(piece)];
        Encoding.UTF8.GetBytes(piece, bytes);
        return _wholePieces.Count > 0 && _wholePieces.TryGetValue(ByteAlphabet.Spell(bytes), out var id) ? [id] : _encoder.Encode(bytes);
    }

    // String.Normalize refuses lone surrogates.
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    // Pieces that need no merges; added tokens are not among them, for typed text must not become one.
    private static Dictionary<string, int> WholePieces(TokenizerDefinition definition)
    {
        var added = definition.AddedTokens.Select(token => token.Id).ToHashSet();
        return definition.IgnoreMerges
            ? definition.Vocabulary.Where(entry => !added.Contains(entry.Value)).ToDictionary(StringComparer.Ordinal)
            : [];
    }

    private static byte[]?[] BytesById(TokenizerDefinition definition)
    {
        var ids = definition.Vocabulary.Values.Concat(definition.AddedTokens.Select(token => token.Id));
        var bytes = new byte[]?[ids.Max() + 1];
        foreach (var (spelling, id) in definition.Vocabulary)
        {
            bytes[id] = ByteAlphabet.Read(spelling);
        }

        foreach (var token in definition.AddedTokens)
        {
            bytes[token.Id] = Encoding.UTF8.GetBytes(token.Content);
        }

        return bytes;
    }
}
