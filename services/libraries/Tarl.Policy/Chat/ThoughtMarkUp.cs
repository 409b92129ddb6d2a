namespace Tarl.Policy.Chat;

/// <summary>Qwen3's spelling of what an agent thinks before it speaks or calls.</summary>
public static class ThoughtMarkUp
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    /// <summary>What stands before the turn's own text.</summary>
    public static string Render(string thought) => $"{Begin(thought)}\n{Close}\n\n";

    /// <summary>A thought that goes on.</summary>
    public static string Begin(string thought) => $"{Open}\n{thought}";

    /// <summary>True while the beginning of a turn is a thought, or may become one, after which nothing has come yet.</summary>
    public static bool IsUnderWay(string beginning)
    {
        if (beginning.Length < Open.Length)
        {
            return Open.StartsWith(beginning, StringComparison.Ordinal);
        }

        var close = beginning.IndexOf(Close, StringComparison.Ordinal);
        return beginning.StartsWith(Open, StringComparison.Ordinal) && (close < 0 || beginning.AsSpan(close + Close.Length).Trim('\n').IsEmpty);
    }

    /// <summary>Parts a turn's thought from its text. A thought that is never closed takes the whole turn: nobody is to be told half of one.</summary>
    public static (string? Thought, string Text) Split(string turn)
    {
        if (!turn.StartsWith(Open, StringComparison.Ordinal))
        {
            return (null, turn);
        }

        var close = turn.IndexOf(Close, StringComparison.Ordinal);
        return close < 0
            ? (turn[Open.Length..].Trim('\n'), "")
            : (turn[Open.Length..close].Trim('\n'), turn[(close + Close.Length)..].TrimStart('\n'));
    }
}
