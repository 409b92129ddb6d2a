using System.Text.Json;
using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;

namespace Tarl.RolloutWorker.Agents.Demonstrator;

/// <summary>What a demonstrator has seen in its episode.</summary>
internal sealed class Memory
{
    private readonly List<string> _heard = [];
    private readonly List<(ToolCall Call, JsonElement Result)> _documents = [];
    private ToolCall? _lastCall;
    private int _goalStart;

    /// <summary>What the user said last; empty before it has said anything.</summary>
    public string LastHeard => _heard.Count == 0 ? "" : _heard[^1];

    /// <summary>True if the last call failed.</summary>
    public bool LastCallFailed { get; private set; }

    public void Observe(Turn turn)
    {
        if (turn.Role == TurnRole.User) _heard.Add(turn.Text);
        if (turn.Role != TurnRole.Tool || _lastCall is null) return;
        LastCallFailed = turn.IsError;
        if (!turn.IsError && TryParse(turn.Text) is { } document) _documents.Add((_lastCall, document));
    }

    public void Called(ToolCall call) => _lastCall = call;

    /// <summary>From here on, what the user says is about the next goal; the turn just heard may already be.</summary>
    public void BeginGoal() => _goalStart = _heard.Count;

    public bool Heard(string words) => Says(_heard, words);

    public bool HeardForGoal(string words) => Says(_heard.Skip(_goalStart), words);

    /// <summary>What the user said last with these words in it, from the beginning of the sentence to their end; null if it never said them.</summary>
    public string? HeardUpTo(string words) =>
        _heard.Select(text => Regex.Match(text, $"[^.?! ][^.?!]*{Regex.Escape(words)}")).LastOrDefault(match => match.Success)?.Value;

    /// <summary>The latest document that a tool returned to a call with this name and, if given, this argument; null if none.</summary>
    public JsonElement? Document(string tool, string argument, string? value = null)
    {
        var found = _documents.FindLastIndex(
            entry => entry.Call.Name == tool && (value is null || entry.Call.Arguments.GetProperty(argument).GetString() == value));
        return found < 0 ? null : _documents[found].Result;
    }

    /// <summary>All documents that a tool returned, the latest first.</summary>
    public IEnumerable<JsonElement> Documents(string tool) => _documents.Where(entry => entry.Call.Name == tool).Select(entry => entry.Result).Reverse();

    private static bool Says(IEnumerable<string> texts, string words) => texts.Any(text => text.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static JsonElement? TryParse(string text)
    {
        if (!text.StartsWith('{')) return null;
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
