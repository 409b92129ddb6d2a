using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Tarl.Policy.Tokenization;

/// <summary>Finds added tokens in text: the leftmost first, of several that begin there the longest.</summary>
internal sealed class AddedTokenMatcher(IEnumerable<AddedToken> tokens)
{
    private readonly AddedToken[] _longestFirst = [.. tokens.OrderByDescending(token => token.Content.Length)];
    private readonly SearchValues<string> _contents =
        SearchValues.Create([.. tokens.Select(token => token.Content)], StringComparison.Ordinal);

    public bool TryFind(ReadOnlySpan<char> text, out int index, [NotNullWhen(true)] out AddedToken? token)
    {
        index = text.IndexOfAny(_contents);
        token = index < 0 ? null : LongestAt(text[index..]);
        return token is not null;
    }

    private AddedToken? LongestAt(ReadOnlySpan<char> text)
    {
        foreach (var token in _longestFirst)
        {
            if (text.StartsWith(token.Content, StringComparison.Ordinal))
            {
                return token;
            }
        }

        return null;
    }
}
