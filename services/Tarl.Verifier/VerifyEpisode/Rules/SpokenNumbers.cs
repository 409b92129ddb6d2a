using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>The numbers in a text, in order; digits that belong to a word (an id) are none.</summary>
internal static partial class SpokenNumbers
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static IEnumerable<decimal> In(string text)
    {
        foreach (Match match in Numbers().Matches(text))
        {
            if (TryParse(match.ValueSpan, out var number)) yield return number;
        }
    }

    public static bool TryParse(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out number);

    // In `= -36` the minus is a sign; after a digit, word or bracket it subtracts, and the number is 36.
    [GeneratedRegex(@"(?<![\w.)])-?\d+(\.\d+)?(?!\w|\.\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
