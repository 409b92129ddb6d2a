namespace Tarl.Policy.Tokenization;

/// <summary>What a <c>tokenizer.json</c> says, in its own terms.</summary>
internal sealed record TokenizerDefinition
{
    /// <summary>Token, spelt in the <see cref="ByteAlphabet"/>, to id.</summary>
    public required IReadOnlyDictionary<string, int> Vocabulary { get; init; }

    /// <summary>Pairs of tokens that join, the earliest first.</summary>
    public required IReadOnlyList<(string Left, string Right)> Merges { get; init; }

    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    /// <summary>Regular expressions that cut text into pieces, applied one after the other; merges never cross a cut.</summary>
    public required IReadOnlyList<string> SplitPatterns { get; init; }

    /// <summary>A piece that is a token needs no merges to become it.</summary>
    public bool IgnoreMerges { get; init; }

    /// <summary>Text is composed (Unicode NFC) before it is cut.</summary>
    public bool NormalizesToNfc { get; init; }
}
