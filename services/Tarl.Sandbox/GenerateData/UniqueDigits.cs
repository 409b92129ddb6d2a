using System.Globalization;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateData;

/// <summary>Draws numbers for ids that no other id of the same kind has. The first digit is not 0.</summary>
internal sealed class UniqueDigits(SeededRandom random)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <param name="prefix">What stands before the number.</param>
    /// <param name="digits">How many digits; at most 18.</param>
    public string Draw(string prefix, int digits)
    {
        while (true)
        {
            var id = prefix + Digits(random, digits);
            if (_taken.Add(id))
            {
                return id;
            }
        }
    }

    public static string Digits(SeededRandom random, int digits)
    {
        var text = new char[digits];
        for (var i = 0; i < digits; i++)
        {
            text[i] = (char)('0' + (i == 0 ? random.Next(1, 10) : random.Next(10)));
        }

        return new string(text);
    }
}
