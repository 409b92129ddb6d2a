using System.Globalization;
using System.Text;

namespace Tarl.Grpc.Wire;

/// <summary>The header <c>grpc-message</c>: UTF-8, with everything but printable ASCII, and <c>%</c>, as <c>%XX</c>.</summary>
internal static class StatusMessage
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var letter in Encoding.UTF8.GetBytes(text))
        {
            _ = letter is >= 0x20 and <= 0x7E and not (byte)'%'
                ? encoded.Append((char)letter)
                : encoded.Append('%').Append(letter.ToString("X2", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    /// <summary>What is not rightly encoded stays as it is: a message must never be lost over its form.</summary>
    public static string Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var encoded))
            {
                bytes.Add(encoded);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
