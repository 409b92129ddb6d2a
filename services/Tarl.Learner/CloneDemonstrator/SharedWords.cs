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
                written.UnionWith(Words(turn.Text));
            }
        }

        if (written.Count == 0)
        {
            return [];
        }

        var pattern = new Regex(TokenizerTrainerOptions.SplitPatternFor(written), RegexOptions.Compiled | RegexOptions.CultureInvariant);
        return [.. said.SelectMany(text => pattern.Matches(text)).Select(match => match.Value).Where(written.Contains).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string[] Words(string document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return
            [
                .. Texts(json.RootElement).Where(text => !AddressOrOrder().IsMatch(text))
                    .SelectMany(text => Digits().Split(text)).Select(part => part.Trim()).Where(part => part.Length >= ShortestWord),
            ];
        }
        catch (JsonException)
        {
            // A tool's text that only looks like a document holds no names.
            return [];
        }
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Texts(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [],
    };

    // Everybody has an address of mail of its own, and all orders' numbers have the same before them: neither needs a token.
    [GeneratedRegex("[@#]")]
    private static partial Regex AddressOrOrder();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
