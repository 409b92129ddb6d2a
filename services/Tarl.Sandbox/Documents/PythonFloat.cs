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
        return text.Contains('E', StringComparison.Ordinal) ? Exponential(text) : text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
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

    // .NET writes 1E+15, 1.5E-05; Python 1000000000000000.0 and 1.5e-05.
    private static string Exponential(string text)
    {
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = text[..mark];
        if (exponent is < 0 or >= 16)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{int.Abs(exponent):00}");
        }

        var sign = mantissa[0] == '-' ? "-" : "";
        var digits = mantissa[sign.Length..].Replace(".", "", StringComparison.Ordinal);
        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
