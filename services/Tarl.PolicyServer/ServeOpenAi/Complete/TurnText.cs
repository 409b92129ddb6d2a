using System.Text;
using Tarl.Policy.Chat;

namespace Tarl.PolicyServer.ServeOpenAi.Complete;

/// <summary>
/// An agent's turn as its tokens come: which words can be passed on at once, and where it stops. What may be the beginning of a stop text or of a
/// call is held back until that is known, a call until it is complete, and what the turn begins with thinking is none of its words.
/// </summary>
internal sealed class TurnText
{
    private readonly IReadOnlyList<string> _stops;
    private readonly string[] _marks;
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _passed = new();
    private string _held = "";
    private bool _speaks;

    /// <param name="stops">Texts that end the turn and are no part of it, none of them empty.</param>
    /// <param name="allowsCalls">Whether a call is held back; else it is words like others.</param>
    public TurnText(IReadOnlyList<string> stops, bool allowsCalls) =>
        (_stops, _marks) = (stops, allowsCalls ? [.. stops, ToolCallMarkUp.Open] : [.. stops]);

    /// <summary>What the policy thought before it spoke; null if it did not, or has not yet ended.</summary>
    public string? Thought { get; private set; }

    /// <summary>Whether a stop text has come; nothing after it counts.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>All of it up to the stop text.</summary>
    public string Whole => _passed + _held;

    /// <summary>Adds a token, and gives the words that can be passed on.</summary>
    public string Add(ReadOnlySpan<byte> token) => Take(token, flush: false);

    /// <summary>Ends the turn: what cannot be told to be a stop text any more is none.</summary>
    /// <returns>The words that can be passed on; a call stays held back.</returns>
    public string End() => Take([], flush: true);

    /// <summary>Gives what is still held back, which has turned out to be no call.</summary>
    public string Release() => Pass(_held.Length);

    private string Take(ReadOnlySpan<byte> bytes, bool flush)
    {
        if (!IsStopped)
        {
            var characters = new char[_utf8.GetCharCount(bytes, flush)];
            _utf8.GetChars(bytes, characters, flush);
            var before = _held.Length;
            _held += new string(characters);
            if (!_speaks)
            {
                if (!flush && ThoughtMarkUp.IsUnderWay(_held))
                {
                    return "";
                }

                (Thought, _held) = ThoughtMarkUp.Split(_held);
                (_speaks, before) = (true, 0);
            }

            Stop(before);
        }

        var call = _marks.Length > _stops.Count ? _held.IndexOf(ToolCallMarkUp.Open, StringComparison.Ordinal) : -1;
        return Pass(call >= 0 ? call : _held.Length - (flush || IsStopped ? 0 : Undecided()));
    }

    /// <param name="before">How much of what is held was looked through before.</param>
    private void Stop(int before)
    {
        var first = -1;
        foreach (var stop in _stops)
        {
            var found = _held.IndexOf(stop, Math.Max(0, before - stop.Length + 1), StringComparison.Ordinal);
            first = found >= 0 && (first < 0 || found < first) ? found : first;
        }

        if (first >= 0)
        {
            (_held, IsStopped) = (_held[..first], true);
        }
    }

    /// <summary>The characters at the end that a stop text or a call may begin with.</summary>
    private int Undecided()
    {
        for (var length = Math.Min(_held.Length, _marks.Select(mark => mark.Length - 1).DefaultIfEmpty(0).Max()); length > 0; length--)
        {
            if (_marks.Any(mark => mark.Length > length && _held.AsSpan(_held.Length - length).SequenceEqual(mark.AsSpan(0, length))))
            {
                return length;
            }
        }

        return 0;
    }

    private string Pass(int length)
    {
        var words = _held[..length];
        _passed.Append(words);
        _held = _held[length..];
        return words;
    }
}
