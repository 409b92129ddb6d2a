using System.Text.RegularExpressions;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>What is said to the user is language: no JSON, no mark-up, no name of a tool, no stutter, no half sentence. The agent can still say it again.</summary>
public sealed partial class GarbledReplyRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        var text = turn.Turn.Text.Trim();
        if (!turn.IsUtterance || text.Length == 0) return null;
        if (!text.Any(char.IsLetterOrDigit)) return Finding.Minor("the reply has no words");
        if (MarkUp().Match(text) is { Success: true } markUp) return Finding.Minor($"the reply holds mark-up or JSON: {markUp.Value.Trim()}");
        if (Stutter().Match(text) is { Success: true } stutter) return Finding.Minor($"the reply repeats \"{stutter.Groups[1].Value}{stutter.Groups[2].Value}\"");
        if (Fragment().Match(text) is { Success: true } fragment) return Finding.Minor($"the reply is a fragment at \"{fragment.Value.Trim()}\"");

        var tool = Identifiers().Matches(text).Select(match => match.Value).FirstOrDefault(name => turn.Transcript.IsTool(name));
        return tool is null ? null : Finding.Minor($"the reply names the tool {tool}");
    }

    // A quotation mark beside JSON's own signs; tags; what a decoder leaves of broken bytes.
    [GeneratedRegex("""[{\[]\s*["{]|"\s*:\s*["{\[\d]|"\s*[}\]]|",\s*"|\\"|<\|?/?[a-z_]+\|?>|\uFFFD""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MarkUp();

    // Up to four words, or a long number, three times in a row; a few characters eight times. Sums repeat short numbers.
    [GeneratedRegex(@"\b((?:[a-z]\w*|\d{4,})(?:\s+\w+){0,3})(?:[\s.,!?]+\1\b){2}|(\w{1,8}?)\2{7}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Stutter();

    // It begins with what ends or joins sentences, or a noun is missing.
    [GeneratedRegex(@"^[.,;:!?@)}\]]|\b(?:the|an|your)\s*[.?!;:](?:\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Fragment();

    [GeneratedRegex(@"\b[a-z]+(?:_[a-z]+)+\b", RegexOptions.CultureInvariant)]
    private static partial Regex Identifiers();
}
