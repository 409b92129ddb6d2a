using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>The numbers in a text; digits that belong to a word (an id) are none.</summary>
internal static partial class SpokenNumbers
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static bool TryParse(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out number);

    public static bool Contains(string text, decimal number)
    {
        foreach (var match in Unsigned().EnumerateMatches(text))
        {
            if (!TryParse(text.AsSpan(match.Index, match.Length), out var size)) continue;
            if ((IsNegated(text, match.Index) ? -size : size) == number) return true;
        }

        return false;
    }

    // `= -36` is negative; in `50-36` the minus subtracts.
    private static bool IsNegated(string text, int start) =>
        start > 0 && text[start - 1] is '-' or '−' && (start == 1 || !(char.IsLetterOrDigit(text[start - 2]) || text[start - 2] == ')'));

    [GeneratedRegex(@"(?<![\w.])\d+(\.\d+)?(?!\w|\.\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Unsigned();
}
