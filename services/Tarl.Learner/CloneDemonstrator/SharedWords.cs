using System.Text.Json;
using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;
using Tarl.Policy.Tokenization;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>
/// What users call by the same words as the documents: colours, materials, cities, names of products, kinds of ids (<c>gift_card_</c>). A small policy
/// copies a token to where it needs it; it does not learn for each word that <c> white,</c> and <c>"color": "white"</c> are the same.
/// </summary>
internal static partial class SharedWords
{
    private const int ShortestWord = 2;

    /// <summary>The texts in JSON documents that users say too; without their digits, in ordinal order.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Turn> turns)
    {
        var (written, said) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var turn in turns)
        {
            if (turn.Role == TurnRole.User)
            {
                said.Add(turn.Text);
            }
            else if (turn.Role == TurnRole.Tool && turn.Text.StartsWith('{'))
            {
                Collect(turn.Text, written);
            }
        }

        if (written.Count == 0)
        {
            return [];
        }

        var pattern = new Regex(TokenizerTrainerOptions.SplitPatternFor(written), RegexOptions.Compiled | RegexOptions.CultureInvariant);
        return [.. said.SelectMany(text => pattern.Matches(text)).Select(match => match.Value).Where(written.Contains).Distinct().Order(StringComparer.Ordinal)];
    }

    private static void Collect(string document, HashSet<string> words)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            Collect(json.RootElement, words);
        }
        catch (JsonException)
        {
            // A tool's text that only looks like a document holds no names.
        }
    }

    private static void Collect(JsonElement element, HashSet<string> words)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, words);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, words);
                }

                break;
            case JsonValueKind.String:
                Add(element.GetString()!, words);
                break;
        }
    }

    private static void Add(string text, HashSet<string> words)
    {
        if (!AddressOrOrder().IsMatch(text))
        {
            words.UnionWith(Digits().Split(text).Select(part => part.Trim()).Where(part => part.Length >= ShortestWord));
        }
    }

    // Everybody has an address of mail of its own, and all orders' numbers have the same before them: neither needs a token.
    [GeneratedRegex("[@#]")]
    private static partial Regex AddressOrOrder();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
