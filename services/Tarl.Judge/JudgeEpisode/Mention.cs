namespace Tarl.Judge.JudgeEpisode;

/// <summary>Whether a text names an id: letter case and a leading # ignored, part of a longer word does not count.</summary>
internal static class Mention
{
    public static bool IsIn(string text, string id)
    {
        var word = id.TrimStart('#');
        for (var at = Find(text, word, 0); at >= 0; at = Find(text, word, at + 1))
        {
            if (IsBoundary(text, at - 1) && IsBoundary(text, at + word.Length)) return true;
        }

        return word.Length == 0;
    }

    /// <summary>The same for any value: what a call writes with underscores may be said with spaces.</summary>
    public static bool IsSpokenIn(string text, string value) => IsIn(text, value) || (value.Contains('_') && IsIn(text, value.Replace('_', ' ')));

    private static int Find(string text, string word, int start) =>
        word.Length == 0 || start >= text.Length ? -1 : text.IndexOf(word, start, StringComparison.OrdinalIgnoreCase);

    private static bool IsBoundary(string text, int at) => at < 0 || at >= text.Length || !(char.IsLetterOrDigit(text[at]) || text[at] == '_');
}
