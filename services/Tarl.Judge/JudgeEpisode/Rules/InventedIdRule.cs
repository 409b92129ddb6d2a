using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>
/// Ids come from the user or from a tool. What the agent itself said first is invented all the same.
/// Reading with an invented id is minor, being let in or writing with one is major.
/// </summary>
public sealed class InventedIdRule : IJudgeRule
{
    private static readonly string[] Suffixes = ["_id", "_ids", "flight_number"];

    public Finding? Examine(AgentTurn turn)
    {
        if (turn.Call is not { Arguments.ValueKind: JsonValueKind.Object } call) return null;

        var invented = Ids(call.Arguments, turn.Category == ToolCategory.Identification).FirstOrDefault(id => !IsKnown(turn, id));
        if (invented is null) return null;

        var reason = $"nobody has mentioned \"{invented}\"";
        return turn.Category is ToolCategory.Write or ToolCategory.Identification ? turn.Blame(reason) : Finding.Minor(reason);
    }

    // Of lists of objects (flights, payment methods), too.
    private static IEnumerable<string> Ids(JsonElement value, bool isId) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Ids(field.Value, isId || Suffixes.Any(suffix => field.Name.EndsWith(suffix, StringComparison.Ordinal)))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Ids(item, isId)),
        _ => isId ? [value.ToString()] : [],
    };

    private static bool IsKnown(AgentTurn turn, string id) =>
        turn.Transcript.Turns.Take(turn.Index).Any(earlier => earlier.Role != TurnRole.Agent && Mention.IsIn(earlier.Text, id));
}
