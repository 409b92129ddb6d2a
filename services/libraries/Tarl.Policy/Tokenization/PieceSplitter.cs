using System.Text.RegularExpressions;

namespace Tarl.Policy.Tokenization;

/// <summary>Cuts text into the pieces within which merges may join bytes: what matches a pattern and what lies between two matches.</summary>
internal sealed class PieceSplitter
{
    private readonly Regex[] _patterns;

    /// <exception cref="InvalidDataException">A pattern is not a regular expression that .NET understands.</exception>
    public PieceSplitter(IReadOnlyList<string> patterns)
    {
        try
        {
            _patterns = [.. patterns.Select(pattern => new Regex(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant))];
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"Not a usable tokenizer: its split pattern is no regular expression ({exception.Message}).", exception);
        }
    }

    /// <summary>The pieces of <paramref name="text"/> in order; together they are the whole text, and none is empty.</summary>
    public List<Range> Split(string text)
    {
        var scalars = new ScalarText(text);
        List<Range> pieces = scalars.Length > 0 ? [0..scalars.Length] : [];
        foreach (var pattern in _patterns)
        {
            pieces = Cut(scalars.Characters, pieces, pattern);
        }

        return scalars.ToTextRanges(pieces);
    }

    private static List<Range> Cut(string text, List<Range> pieces, Regex pattern)
    {
        var cut = new List<Range>(pieces.Count);
        foreach (var piece in pieces)
        {
            var start = piece.Start.Value;
            var done = start;
            foreach (var match in pattern.EnumerateMatches(text.AsSpan(piece)))
            {
                AddUnlessEmpty(cut, done, start + match.Index);
                done = start + match.Index + match.Length;
                AddUnlessEmpty(cut, start + match.Index, done);
            }

            AddUnlessEmpty(cut, done, piece.End.Value);
        }

        return cut;
    }

    private static void AddUnlessEmpty(List<Range> pieces, int start, int end)
    {
        if (end > start)
        {
            pieces.Add(start..end);
        }
    }
}
