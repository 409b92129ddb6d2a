using System.Text.RegularExpressions;
using Tarl.LanguageModels.Answers;

namespace Tarl.UserSimulator.SimulateTurn.ReAct;

/// <summary>Takes the utterance out of what the model wrote, and leaves its thought behind. The form and the word that ends a conversation are τ-bench's.</summary>
internal static partial class UserReplyReader
{
    public const string Stop = "###STOP###";

    /// <summary>What the utterance follows.</summary>
    public const string Heading = "User Response:";

    public static Reading<UserReply> Read(string answer)
    {
        var parts = HeadingLine().Split(answer);
        if (parts.Length != 2)
        {
            return new(null, $"it needs a line '{Heading}' exactly once, after the thought.");
        }

        var utterance = WhiteSpace().Replace(parts[1].Replace(Stop, " ", StringComparison.Ordinal), " ").Trim();
        var stops = parts[1].Contains(Stop, StringComparison.Ordinal);
        return utterance switch
        {
            "" when !stops => new(null, "the user says nothing."),
            _ when ThoughtLine().IsMatch(parts[1]) => new(null, "the thought stands in the user's response, where the agent would read it."),
            _ => new(new UserReply(utterance, stops), null),
        };
    }

    [GeneratedRegex(@"^[ \t#*]*User Response:[ \t*]*", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"^[ \t#*]*Thoughts?:|</?think>", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ThoughtLine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
