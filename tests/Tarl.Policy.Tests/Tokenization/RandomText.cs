using System.Text;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Tokenization;

/// <summary>Seeded text over many scripts: letters, digits, marks, emoji, controls, and domain-like fragments.</summary>
internal static class RandomText
{
    private static readonly string[] Fragments =
        ["cancel_pending_order", "<tool_call>\n{\"name\": \"", "#W5918442", " the order ", "  \n\n", "'ll", "007", "\u00e9", "\r\n"];

    // Blocks assigned in every Unicode version from 10 on, astral ones included.
    private static readonly (int First, int Last)[] Blocks =
    [
        (0x20, 0x7E), (0x20, 0x7E), (0xA1, 0x17F), (0x391, 0x3A1), (0x430, 0x44F), (0x5D0, 0x5EA), (0x660, 0x669), (0x905, 0x914),
        (0x2160, 0x2183), (0x2460, 0x2473), (0x4E00, 0x4E80), (0xAC00, 0xAC80), (0x1D7CE, 0x1D7FF), (0x1D400, 0x1D419), (0x1F600, 0x1F64F), (0x20000, 0x20040),
    ];

    public static string Next(SeededRandom random, int maxParts)
    {
        var text = new StringBuilder();
        for (var parts = random.Next(maxParts + 1); parts > 0; parts--)
        {
            if (random.Chance(0.2))
            {
                text.Append(random.Pick(Fragments));
                continue;
            }

            var (first, last) = random.Pick(Blocks);
            text.Append(char.ConvertFromUtf32(random.Next(first, last + 1)));
        }

        return text.ToString();
    }
}
