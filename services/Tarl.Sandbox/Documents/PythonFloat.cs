using System.Globalization;

namespace Tarl.Sandbox.Documents;

/// <summary>Python's <c>repr</c> and <c>round</c> of a float.</summary>
internal static class PythonFloat
{
    /// <summary>Shortest digits that read back as the same value; a point always, an exponent below 1e-4 and from 1e16 on.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal))
        {
            return text.Replace('E', 'e');
        }

        return double.Abs(value) >= 1e16 ? SeventeenDigits(text) : text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    /// <summary>Python's <c>round(value, 2)</c>: the exact binary value, correctly rounded, ties to even (2.675 → 2.67, 0.125 → 0.12).</summary>
    public static double Round2(double value)
    {
        // From 2^52 on there is no fraction; infinities and NaN stay.
        if (!(double.Abs(value) < 4503599627370496))
        {
            return value;
        }

        // Only odd multiples of 1/8 lie exactly between two hundredths.
        var eighths = value * 8;
        if (eighths == double.Floor(eighths) && double.IsOddInteger(eighths))
        {
            return (double)decimal.Round((decimal)(long)eighths / 8, 2, MidpointRounding.ToEven);
        }

        return double.Parse(value.ToString("F2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    // .NET has no exponent below 1e17, Python from 1e16 on: 12300000000000000 is 1.23e+16.
    private static string SeventeenDigits(string text)
    {
        var sign = text[0] == '-' ? "-" : "";
        var digits = text.AsSpan(sign.Length).TrimEnd('0');
        return digits.Length == 1 ? $"{sign}{digits}e+16" : $"{sign}{digits[..1]}.{digits[1..]}e+16";
    }
}
