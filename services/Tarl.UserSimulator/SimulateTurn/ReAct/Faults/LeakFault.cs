using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn.ReAct.Faults;

/// <summary>The user reads the instruction out: a long stretch word for word, a short one that speaks to the user ("you want to …"), or by its name.</summary>
internal sealed partial class LeakFault(int maxCopiedWords) : IUserFault
{
    /// <summary>Instructions say "you" to the user; a user who says the same words in a row to the agent has not understood them.</summary>
    private const int AddressedWords = 5;

    private static readonly HashSet<string> Addresses = ["you", "your", "yours", "yourself"];

    public string Name => "leak";

    public string? Find(UserReply reply, SimulateUserTurn request)
    {
        var said = Words(reply.Text);
        var instruction = Words(request.Task.Instruction);
        var leaks = OwnInstruction().IsMatch(reply.Text)
            || Stretches(said, instruction, maxCopiedWords).Any()
            || Stretches(said, instruction, AddressedWords).Any(stretch => stretch.Any(Addresses.Contains));
        return leaks ? "it gives the instruction away; use the user's own words, and only what is needed now." : null;
    }

    /// <summary>Every stretch of so many words that both have.</summary>
    private static IEnumerable<string[]> Stretches(string[] said, string[] instruction, int words)
    {
        var known = Enumerable.Range(0, Math.Max(0, instruction.Length - words + 1)).Select(at => string.Join(' ', instruction, at, words)).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, Math.Max(0, said.Length - words + 1)).Where(at => known.Contains(string.Join(' ', said, at, words))).Select(at => said[at..(at + words)]);
    }

    private static string[] Words(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];

    [GeneratedRegex(@"\bmy (hidden )?(instructions?|scenario|prompt|persona)\b|\b(i was|i am|i'm) (instructed|told) to\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnInstruction();

    [GeneratedRegex(@"[\p{L}\p{N}']+")]
    private static partial Regex Word();
}
