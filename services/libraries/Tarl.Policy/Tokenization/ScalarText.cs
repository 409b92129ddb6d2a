using System.Globalization;
using System.Text;

namespace Tarl.Policy.Tokenization;

/// <summary>
/// Text with one character for each Unicode scalar, because .NET's regular expressions see the two halves of an astral character
/// (emoji, rare ideographs, mathematical digits), neither of which has its category. Each is replaced by a BMP character of the same category.
/// </summary>
internal sealed class ScalarText
{
    // Where each scalar begins in the text, and the text's end; null if there are no surrogates and positions agree.
    private readonly int[]? _offsets;

    public ScalarText(string text)
    {
        Characters = text;
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return;
        }

        var characters = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            characters.Append(char.IsSurrogatePair(text, i) ? Representative(CharUnicodeInfo.GetUnicodeCategory(text, i)) : text[i]);
            offsets.Add(i);
        }

        offsets.Add(text.Length);
        Characters = characters.ToString();
        _offsets = [.. offsets];
    }

    public string Characters { get; }

    public int Length => Characters.Length;

    public List<Range> ToTextRanges(List<Range> ranges) =>
        _offsets is null ? ranges : ranges.ConvertAll(range => _offsets[range.Start.Value].._offsets[range.End.Value]);

    private static char Representative(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u0394',
        UnicodeCategory.LowercaseLetter => '\u03B4',
        UnicodeCategory.ModifierLetter => '\u02B0',
        UnicodeCategory.OtherLetter => '\u05D0',
        UnicodeCategory.NonSpacingMark => '\u0300',
        UnicodeCategory.SpacingCombiningMark => '\u0903',
        UnicodeCategory.DecimalDigitNumber => '\u0660',
        UnicodeCategory.LetterNumber => '\u2160',
        UnicodeCategory.OtherNumber => '\u00BD',
        UnicodeCategory.DashPunctuation => '\u2010',
        UnicodeCategory.OtherPunctuation => '\u00A7',
        UnicodeCategory.MathSymbol => '\u2200',
        UnicodeCategory.CurrencySymbol => '\u20AC',
        UnicodeCategory.ModifierSymbol => '\u02C2',
        UnicodeCategory.OtherSymbol => '\u2600',
        UnicodeCategory.Format => '\u200D',
        UnicodeCategory.PrivateUse => '\uE000',
        _ => '\uFFFE', // unassigned
    };
}
