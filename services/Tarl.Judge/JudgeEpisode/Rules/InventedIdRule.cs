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
    public Finding? Examine(AgentTurn turn)
    {
        if (turn.Call is not { Arguments.ValueKind: JsonValueKind.Object } call) return null;

        var invented = call.Arguments.EnumerateObject()
            .Where(argument => IsId(argument.Name, turn.Category))
            .SelectMany(argument => Texts(argument.Value))
            .FirstOrDefault(id => !IsKnown(turn, id));
        if (invented is null) return null;

        var reason = $"nobody has mentioned \"{invented}\"";
        return turn.Category is ToolCategory.Write or ToolCategory.Identification ? turn.Blame(reason) : Finding.Minor(reason);
    }

    private static bool IsId(string argument, ToolCategory? category) =>
        argument.EndsWith("_id", StringComparison.Ordinal)
        || argument.EndsWith("_ids", StringComparison.Ordinal)
        || category == ToolCategory.Identification;

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.ToString()) : [value.ToString()];

    private static bool IsKnown(AgentTurn turn, string id) =>
        turn.Transcript.Turns.Take(turn.Index).Any(earlier => earlier.Role != TurnRole.Agent && Mention.IsIn(earlier.Text, id));
}
