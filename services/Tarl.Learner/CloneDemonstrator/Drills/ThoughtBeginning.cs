using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;

namespace Tarl.Learner.CloneDemonstrator.Drills;

/// <summary>
/// The beginning of a thought, up to its first id, and what the user had said by then: what is looked for is in the user's words, and only what is
/// found in a document. By itself it is a tenth of the conversation's tokens.
/// </summary>
/// <param name="Said">All that the user had said.</param>
/// <param name="Beginning">Of one line of a thought.</param>
public sealed partial record ThoughtBeginning(string Said, string Beginning)
{
    /// <summary>Those of a demonstration; none of its lines without an id behind a quotation mark.</summary>
    public static IEnumerable<ThoughtBeginning> Of(IReadOnlyList<Turn> turns)
    {
        for (var i = 0; i < turns.Count; i++)
        {
            var said = string.Join('\n', turns.Take(i).Where(turn => turn.Role == TurnRole.User).Select(turn => turn.Text));
            foreach (Match match in BeforeTheId().Matches(turns[i].Thought ?? ""))
            {
                yield return new ThoughtBeginning(said, match.Value);
            }
        }
    }

    [GeneratedRegex("""^.*?"(?=\d{5})""", RegexOptions.Multiline)]
    private static partial Regex BeforeTheId();
}
