using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.CloneDemonstrator.Drills;

/// <summary>The words for drills, by domain.</summary>
public static class DrillWords
{
    private static readonly IDrillWords s_default = new RetailDrillWords();

    private static readonly Dictionary<string, IDrillWords> s_words = new(StringComparer.Ordinal)
    {
        ["retail"] = s_default,
        ["airline"] = new AirlineDrillWords(),
    };

    /// <summary>Those of the first domain that has some; a domain without documents, such as math, takes another's.</summary>
    public static IDrillWords Of(IEnumerable<string> domains) =>
        domains.Select(domain => s_words.GetValueOrDefault(domain)).FirstOrDefault(words => words is not null) ?? s_default;

    internal static string Digits(SeededRandom random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
}
