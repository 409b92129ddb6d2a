using Tarl.Policy.Tokenization;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>
/// Gives an episode other ids: every run of three or more digits becomes a random one of the same length, the same
/// wherever it occurs. A policy that sees each demonstration with fresh ids cannot learn them by heart; it must copy.
/// </summary>
public sealed class IdRewriter
{
    private const int ShortestId = 3;
    private const int LongestPiece = 2;

    private readonly string?[] _digits; // by token: its digits, or null
    private readonly int[] _tokens;     // by digits "0".."9" at 0..9, "00".."99" at 10..109

    public IdRewriter(Tokenizer tokenizer)
    {
        _digits = new string?[tokenizer.VocabSize];
        _tokens = new int[110];
        for (var token = 0; token < tokenizer.VocabSize; token++)
        {
            var text = tokenizer.Decode([token]);
            if (text.Length is 1 or LongestPiece && text.All(char.IsAsciiDigit))
            {
                _digits[token] = text;
                _tokens[Index(text)] = token;
            }
        }
    }

    /// <summary>True if the token is a digit or two.</summary>
    public bool IsDigits(int token) => _digits[token] is not null;

    /// <param name="tokens">Left as they are.</param>
    /// <returns>A copy, as long as the original, with other ids.</returns>
    public int[] Rewrite(int[] tokens, SeededRandom random)
    {
        var rewritten = (int[])tokens.Clone();
        var replacements = new Dictionary<string, string>();
        for (var start = 0; start < tokens.Length; start++)
        {
            var end = start;
            while (end < tokens.Length && _digits[tokens[end]] is not null)
            {
                end++;
            }

            if (end > start)
            {
                Replace(rewritten.AsSpan(start, end - start), replacements, random);
                start = end;
            }
        }

        return rewritten;
    }

    private void Replace(Span<int> run, Dictionary<string, string> replacements, SeededRandom random)
    {
        var digits = string.Concat(run.ToArray().Select(token => _digits[token]));
        if (digits.Length < ShortestId)
        {
            return;
        }

        if (!replacements.TryGetValue(digits, out var other))
        {
            other = string.Concat(Enumerable.Range(0, digits.Length).Select(_ => (char)('0' + random.Next(10))));
            replacements.Add(digits, other);
        }

        var position = 0;
        foreach (ref var token in run)
        {
            var length = _digits[token]!.Length;
            token = _tokens[Index(other.AsSpan(position, length))];
            position += length;
        }
    }

    private static int Index(ReadOnlySpan<char> digits) =>
        digits.Length == 1 ? digits[0] - '0' : 10 + ((digits[0] - '0') * 10) + (digits[1] - '0');
}
