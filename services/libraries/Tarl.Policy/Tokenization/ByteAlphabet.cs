using System.Text;

namespace Tarl.Policy.Tokenization;

/// <summary>GPT-2's reversible spelling of bytes as printable characters, in which <c>tokenizer.json</c> writes tokens and merges.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = BuildCharacters();
    private static readonly Dictionary<char, byte> Bytes = Enumerable.Range(0, 256).ToDictionary(b => Characters[b], b => (byte)b);

    public static string Spell(ReadOnlySpan<byte> bytes)
    {
        var spelling = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            spelling.Append(Characters[b]);
        }

        return spelling.ToString();
    }

    /// <summary>The bytes that a token spells; a token that uses other characters stands for its own UTF-8, as in Hugging Face's decoder.</summary>
    public static byte[] Read(string spelling)
    {
        var bytes = new byte[spelling.Length];
        for (var i = 0; i < spelling.Length; i++)
        {
            if (!Bytes.TryGetValue(spelling[i], out bytes[i]))
            {
                return Encoding.UTF8.GetBytes(spelling);
            }
        }

        return bytes;
    }

    // Printable Latin-1 stands for itself; the other bytes take the characters from U+0100 on, in order.
    private static char[] BuildCharacters()
    {
        var characters = new char[256];
        var next = (char)256;
        for (var b = 0; b < 256; b++)
        {
            var printable = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[b] = printable ? (char)b : next++;
        }

        return characters;
    }
}
