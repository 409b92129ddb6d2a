using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Tarl.Policy.Tokenization;

/// <summary>How large a vocabulary to train, and what must be in it.</summary>
public sealed record TokenizerTrainerOptions
{
    /// <summary>Special tokens, 256 bytes and merges together; fewer if the texts hold no more pairs worth a merge.</summary>
    [Range(257, 1 << 20)]
    public int VocabSize { get; init; } = 1024;

    /// <summary>No token is longer: keeps one memorised sentence from eating a row of the embedding each time a letter is added.</summary>
    [Range(2, 4096)]
    public int MaxTokenBytes { get; init; } = 96;

    /// <summary>A pair seen fewer times in the texts is not merged.</summary>
    [Range(1, int.MaxValue)]
    public int MinPairCount { get; init; } = 2;

    /// <summary>
    /// Cuts the texts; no merge crosses a cut. By default numbers are cut into groups of two digits from the left, and nothing else is.
    /// Other libraries read it too, so it keeps to what .NET, Oniguruma and JavaScript share.
    /// </summary>
    [Required]
    public string SplitPattern { get; init; } = SplitPatternFor([]);

    /// <summary>Control tokens, which take the first ids in this order. They are cut out of the texts.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

    /// <summary>
    /// Texts that are one token whatever the texts say, made by the first merges. By default the pairs of digits: ids are copied pair by pair,
    /// and those of held-out tasks have pairs that training never saw.
    /// </summary>
    public IReadOnlyList<string> GuaranteedPieces { get; init; } =
        [.. Enumerable.Range(0, 100).Select(number => number.ToString("00"))];

    /// <summary>Cuts numbers into groups of two digits, and out of the rest these words and phrases, wherever they stand for themselves.</summary>
    public static string SplitPatternFor(IReadOnlyCollection<string> words)
    {
        const string Digits = @"\p{N}{1,2}";
        var longestFirst = words.OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal)
            .Select(word => Regex.Replace(word, @"[\\.+*?()|\[\]{}^$]", @"\$&"));
        return words.Count == 0 ? Digits : $@"{Digits}|(?<![\p{{L}}_])(?:{string.Join('|', longestFirst)})(?![\p{{L}}_])";
    }
}
