using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;

namespace Tarl.Learner.CloneDemonstrator.Drills;

/// <summary>
/// A document that a thought quotes, with every stretch of it that could have been quoted in its stead: to tell them apart, all that stands before
/// the id counts, not only the last word. A demonstration asks for one of them; a drill asks for many, and costs less.
/// </summary>
/// <param name="Stretches">From the same key to the id at the same key; at least two.</param>
public sealed partial record Quotation(string Document, IReadOnlyList<string> Stretches)
{
    /// <summary>Those of a demonstration.</summary>
    public static IEnumerable<Quotation> Of(IReadOnlyList<Turn> turns)
    {
        for (var i = 0; i < turns.Count; i++)
        {
            foreach (Match line in Line().Matches(turns[i].Thought ?? ""))
            {
                if (turns.Take(i).LastOrDefault(turn => turn.Role == TurnRole.Tool && turn.Text.Contains(line.Value, StringComparison.Ordinal)) is not { } source)
                {
                    continue;
                }

                var like = new Regex($"{Regex.Escape(line.Groups["first"].Value)}.*?{Regex.Escape(line.Groups["last"].Value)}[^\"]*\"");
                var stretches = like.Matches(source.Text).Select(match => match.Value).Distinct().ToArray();
                if (stretches.Length > 1)
                {
                    yield return new Quotation(source.Text, stretches);
                }
            }
        }
    }

    [GeneratedRegex("""^(?<first>"[^"]+": ).*(?<last>"[^"]+": ")[^"]*\d[^"]*"$""", RegexOptions.Multiline)]
    private static partial Regex Line();
}
