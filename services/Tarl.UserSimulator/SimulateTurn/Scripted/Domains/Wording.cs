using Tarl.Contracts.Curriculum;

namespace Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

/// <summary>Pieces of speech that domains share.</summary>
internal static class Wording
{
    public static string Join(params IEnumerable<string> parts) => string.Join(' ', parts.Where(part => part.Length > 0));

    /// <summary>The request, then the facts that are told with it, a sentence each.</summary>
    public static string WithDetails(this IDomainSpeech speech, string asked, UserGoal goal, Func<string, bool> tells, params IEnumerable<string> details) =>
        Join([asked, .. details.Where(tells).Select(fact => speech.Tell(goal, fact))]);

    public static bool HasAny(this string text, IEnumerable<string> words) => words.Any(word => text.Contains(word, StringComparison.Ordinal));

    /// <summary>True if there is a number, which an id with a # is not.</summary>
    public static bool HasNumber(this string text) => text.Split(' ').Any(word => !word.Contains('#') && word.Any(char.IsAsciiDigit));

    public static InvalidOperationException NoWords(UserGoal goal) => new($"A scripted user has no words for the intent '{goal.Intent}'.");
}
