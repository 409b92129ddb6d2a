using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>
/// Before a write the agent lists its details, as the guidelines of τ-bench demand, and they are those of a write that is wanted. A wrong question does no
/// harm before it is acted on.
/// </summary>
public sealed class WrongProposalRule(JudgeOptions options) : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        var question = turn.Turn.Text;
        if (!turn.IsUtterance || !Consent.IsProposal(question)) return null;

        var wanted = turn.Transcript.ProposableWrites(turn).ToList();
        if (wanted.Count == 0) return turn.Transcript.Task.Plan.Count == 0 ? null : Finding.Minor("asks to confirm, though nothing is to be written");

        var unnamed = wanted.Select(write => Unnamed(write, question)).MinBy(details => details.Count)!;
        return unnamed.Count == 0 ? null : Finding.Minor($"the question does not name what is wanted: {string.Join(", ", unnamed)}");
    }

    private List<string> Unnamed(ToolCall write, string question)
    {
        if (write.Arguments.ValueKind != JsonValueKind.Object) return [];

        var counted = options.CountedArguments.Where(unit => write.Arguments.TryGetProperty(unit.Key, out var count) && !Counts(question, count, unit.Value)).Select(unit => unit.Key);
        return [.. Details(write.Arguments).Where(detail => !Mention.IsSpokenIn(question, detail)), .. counted];
    }

    // Texts and numbers, of lists of objects (flights, passengers), too; what is empty or nothing need not be said.
    private IEnumerable<string> Details(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Where(field => !options.UnspokenArguments.Contains(field.Name) && !options.CountedArguments.ContainsKey(field.Name)).SelectMany(field => Details(field.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Details),
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => [text],
        JsonValueKind.Number when value.GetDouble() != 0 => [value.GetDouble().ToString(CultureInfo.InvariantCulture)],
        _ => [],
    };

    private static bool Counts(string question, JsonElement count, string unit) =>
        Regex.IsMatch(question, $@"(?<![\w.]){Regex.Escape(count.ToString())}\s+(?:\w+\s+){{0,2}}{Regex.Escape(unit)}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
